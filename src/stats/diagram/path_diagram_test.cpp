#include "stats/diagram/path_diagram.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "stats/diagram/layout.hpp"
#include "stats/pls/bootstrap.hpp"
#include "stats/simulate/simulate.hpp"

using namespace rapport::stats;

namespace {
std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

bool overlap(const ConstructBox& a, const ConstructBox& b) {
  return std::abs(a.centre.x - b.centre.x) < (a.width + b.width) / 2 &&
         std::abs(a.centre.y - b.centre.y) < (a.height + b.height) / 2;
}
}  // namespace

TEST_CASE("causes stand left of their outcomes, and nothing overlaps") {
  const PathModel model =
      parse_model("A =~ a1 + a2\nB <~ b1 + b2 + b3\nC =~ c1\nD =~ d1 + d2\nB ~ A\nC ~ A + B\nD ~ A + B + C + age");
  const DiagramLayout layout = lay_out(model);
  for (const Path& path : model.paths) {
    CHECK(layout.constructs[path.from].centre.x < layout.constructs[path.to].centre.x);
  }
  for (std::size_t i = 0; i < layout.constructs.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(overlap(layout.constructs[i], layout.constructs[j]));
    for (const ItemBox& item : layout.constructs[i].items) {
      CHECK(item.centre.x - item.width / 2 >= 0);
      CHECK(item.centre.x + item.width / 2 <= layout.width);
      CHECK(item.centre.y + item.height / 2 <= layout.height);
    }
  }
  CHECK(layout.routes.size() == model.paths.size());
}

TEST_CASE("shapes follow the measurement: ellipse, hexagon, rectangle") {
  const PathModel model = parse_model("A =~ a1 + a2\nB <~ b1 + b2\nB ~ A + age");
  const DiagramLayout layout = lay_out(model);
  CHECK(layout.constructs[0].shape == NodeShape::ellipse);
  CHECK(layout.constructs[1].shape == NodeShape::hexagon);
  CHECK(layout.constructs[2].shape == NodeShape::rectangle);
  CHECK(layout.constructs[2].items.empty());
  const std::string svg = draw_path_diagram(model);
  CHECK(count_of(svg, "<ellipse") == 1);
  CHECK(count_of(svg, "class=\"item\"") == 4);
  CHECK(count_of(svg, "class=\"path\"") == 2);
  CHECK(count_of(svg, "class=\"estimate") == 0);  // nothing was estimated
}

TEST_CASE("a drawing of estimates shows coefficients with stars, R² and what is not significant") {
  const Study study = find_study("003-enterprise-initiatives");
  const PathModel model = parse_model(study_model(study));
  const PlsResult result =
      bootstrap_pls(model, simulate_study(study, study.seed), {}, {.draws = 500, .seed = 1, .threads = 2});
  const std::string svg = draw_path_diagram(model, &result);
  CHECK(svg.find("***") != std::string::npos);
  CHECK(count_of(svg, "R² 0.") == 2);
  std::size_t insignificant = 0;
  for (const PathEstimate& path : result.paths) insignificant += path.coefficient.pvalue >= 0.05;
  CHECK(count_of(svg, "class=\"path insignificant\"") == insignificant);
  CHECK(svg == draw_path_diagram(model, &result));
}

TEST_CASE("an impossible value is drawn as such") {
  const PathModel model = parse_model("A =~ a1 + a2\nb ~ A");
  PlsResult result{.paths = {{}}, .loadings = {{}, {}, {}}, .weights = {{}, {}, {}}, .constructs = {{}, {}}};
  result.loadings[0].value.est = 1.2;
  result.constructs[1].r2 = 1.4;
  CHECK(count_of(draw_path_diagram(model, &result), "inadmissible") == 3);  // the line and figure of a loading, an R²
}

TEST_CASE("names are escaped, long ones are cut, and the drawing is safe for strict pages") {
  PathModel model = parse_model("A =~ a1\nB ~ A");
  model.constructs[0].name = "<script>alert(\"x\")</script> & a very long name indeed";
  const std::string svg = draw_path_diagram(model, nullptr, {.title = "\"><b>"});
  CHECK(svg.find("<script") == std::string::npos);
  CHECK(svg.find("<b>") == std::string::npos);
  CHECK(svg.find("…") != std::string::npos);
  CHECK(svg.find("style") == std::string::npos);
  CHECK(svg.find(" id=") == std::string::npos);
  CHECK(svg.find("<title>") < svg.find("<desc>"));
}

TEST_CASE("a model without paths is drawn in one column, and one too large says so") {
  CHECK(draw_path_diagram(parse_model("A =~ a1 + a2\nB =~ b1")).find("<ellipse") != std::string::npos);
  std::string text;
  for (int i = 0; i < 61; ++i) text += "A" + std::to_string(i) + " =~ a" + std::to_string(i) + "\n";
  CHECK(draw_path_diagram(parse_model(text)).find("too large") != std::string::npos);
}
