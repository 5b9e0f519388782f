#include "base/utf8.hpp"

#include <doctest/doctest.h>

using namespace rapport;

TEST_CASE("well-formed text stays as it is") {
  CHECK(well_formed_utf8("Zoë rides 🚲\n\tdaily") == "Zoë rides 🚲\n\tdaily");
}

TEST_CASE("what no database would take is replaced or left out") {
  CHECK(well_formed_utf8("a\xff"
                         "b") == "a\uFFFDb");
  CHECK(well_formed_utf8("cut \xe2\x82") == "cut \uFFFD");
  CHECK(well_formed_utf8(std::string_view("nul\0byte", 8)) == "nulbyte");
  CHECK(well_formed_utf8("bell\x07") == "bell");
}

TEST_CASE("lengths are counted in code points, not bytes") {
  CHECK(count_code_points("") == 0);
  CHECK(count_code_points("Zoë") == 3);
  CHECK(count_code_points("🚲") == 1);
}
