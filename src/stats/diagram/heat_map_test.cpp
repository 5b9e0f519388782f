#include "stats/diagram/heat_map.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace rapport::stats;

namespace {
bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}
}  // namespace

TEST_CASE("each cell of a heat map tells its number and both names, and large ones their sign") {
  const NamedMatrix matrix{
      .rows = {"x", "y", "<z>"}, .cols = {"x", "y", "<z>"}, .values = {0, .15, -.3, .15, 0, .01, -.3, .01, 0}};
  const std::string svg = draw_heat_map(matrix, {.title = "A & B"});
  CHECK(holds(svg, "<title>A &amp; B</title>"));
  CHECK(holds(svg, "y with x: 0.150"));
  CHECK(holds(svg, "&lt;z&gt; with x: -0.300"));
  CHECK(holds(svg, ">+</text>"));
  CHECK(holds(svg, ">−</text>"));
  CHECK(holds(svg, "2 of 3 values are 0.10 or larger. The largest is -0.300, of x and &lt;z&gt;."));
  CHECK_FALSE(holds(svg, "<z>"));
  CHECK_FALSE(holds(svg, "style"));
}

TEST_CASE("a heat map of nothing, of gaps and of too many variables says so") {
  CHECK(holds(draw_heat_map({}), "no pair"));
  CHECK(holds(draw_heat_map({.rows = {"a", "b"}, .cols = {"a", "b"}, .values = {1, NAN, NAN, 1}}), "b with a: –"));
  NamedMatrix large{.rows = std::vector<std::string>(101, "v"), .cols = std::vector<std::string>(101, "v")};
  large.values.resize(101 * 101);
  CHECK(holds(draw_heat_map(large), "too many"));
}
