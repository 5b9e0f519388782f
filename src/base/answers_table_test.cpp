#include "base/answers_table.hpp"

#include <doctest/doctest.h>

using namespace rapport;

TEST_CASE("constructs become a measurement model with the operator of their mode") {
  CHECK(measurement_model({{.code = "rapport", .items = {"ra1", "ra2", "ra3"}},
                           {.code = "image", .mode = MeasurementMode::formative, .items = {"im1"}}}) ==
        "rapport =~ ra1 + ra2 + ra3\nimage <~ im1\n");
  CHECK(measurement_model({}).empty());
}
