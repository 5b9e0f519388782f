#include "stats/model/nearest_name.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace rapport::stats;

TEST_CASE("the nearest name is the one with the fewest edits, a swap of neighbours before a missing letter") {
  const std::vector<std::string> estimators = {"ML", "MLM", "MLR", "WLSMV"};
  CHECK(nearest_name("MRL", estimators) == "MLR");
  CHECK(nearest_name("mlr", estimators) == "MLR");
  CHECK(nearest_name("WLSV", estimators) == "WLSMV");
}

TEST_CASE("what is too far from everything has no nearest name") {
  const std::vector<std::string> names = {"image", "loyalty"};
  CHECK_FALSE(nearest_name("complaints", names));
  CHECK(nearest_name("imago", names) == "image");
}
