#include "stats/diagram/sem_diagram.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "stats/diagram/sem_layout.hpp"

using namespace rapport::stats;

namespace {
std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// A result from "lhs op rhs" with an estimate and its p-value.
sem::EstimateRow row(const char* lhs, const char* op, const char* rhs, double est = 0.5, double pvalue = 0.0001) {
  return {.lhs = lhs, .op = op, .rhs = rhs, .est = est, .pvalue = pvalue};
}
sem::SemResult result_of(std::vector<sem::EstimateRow> rows) {
  sem::SemResult result;
  result.parameters = std::move(rows);
  result.standardized_all = result.parameters;
  return result;
}

sem::SemResult three_factors() {
  return result_of({row("A", "=~", "a1"), row("A", "=~", "a2"), row("B", "=~", "b1"), row("B", "=~", "b2"),
                    row("C", "=~", "c1"), row("C", "=~", "c2"), row("A", "~~", "B", 0.41),
                    row("A", "~~", "C", 0.2, 0.3), row("B", "~~", "C", 1.2), row("a1", "~~", "a1")});
}
}  // namespace

TEST_CASE("a factor analysis is ellipses with their items, joined by curves") {
  const std::string svg = draw_sem_diagram(three_factors());
  CHECK(count_of(svg, "<ellipse") == 3);
  CHECK(count_of(svg, "class=\"item\"") == 6);
  CHECK(count_of(svg, "class=\"covariance") == 3);
  CHECK(count_of(svg, "class=\"covariance insignificant\"") == 1);
  CHECK(count_of(svg, "inadmissible") == 2);  // the line and the figure of a correlation of 1.2
  CHECK(svg.find("0.41***") != std::string::npos);
  CHECK(svg.find("A with B: 0.410.") != std::string::npos);
  CHECK(svg.find("style") == std::string::npos);
}

TEST_CASE("a structural model has its regressions as paths, from causes to outcomes") {
  const sem::SemResult result = result_of(
      {row("A", "=~", "a1"), row("B", "=~", "b1"), row("B", "~", "A", 0.3), row("B", "~", "age"), row("y", "~", "B")});
  const SemShape shape = sem_shape(result, 1);
  CHECK(shape.model.constructs.size() == 4);
  CHECK(shape.model.paths.size() == 3);
  CHECK(shape.extra.empty());
  const std::string svg = draw_sem_diagram(result);
  CHECK(count_of(svg, "<ellipse") == 2);
  CHECK(count_of(svg, "class=\"path\"") == 3);
  CHECK(svg.find("0.300***") != std::string::npos);
}

TEST_CASE("what no tree of paths can hold is drawn as lines of its own") {
  const sem::SemResult result =
      result_of({row("A", "=~", "a1"), row("A", "=~", "x"), row("B", "=~", "b1"), row("B", "=~", "x"),
                 row("B", "~", "A"), row("A", "~", "B"), row("a1", "~~", "b1"), row("a1", "~", "age")});
  const SemShape shape = sem_shape(result, 1);
  CHECK(shape.model.paths.size() == 1);
  REQUIRE(shape.extra.size() == 4);
  CHECK(shape.extra[0].kind == ExtraLine::Kind::cross_loading);
  CHECK(shape.extra[1].kind == ExtraLine::Kind::regression);
  CHECK(shape.extra[3].kind == ExtraLine::Kind::covariance);
  const std::string svg = draw_sem_diagram(result);
  CHECK(count_of(svg, "class=\"path\"") == 3);
  CHECK(count_of(svg, "class=\"covariance\"") == 1);
}

TEST_CASE("covariances of items of different constructs hang below both, each with a place for its figure") {
  const sem::SemResult result =
      result_of({row("A", "=~", "a1"), row("A", "=~", "a2"), row("B", "=~", "b1"), row("B", "=~", "b2"),
                 row("C", "=~", "c1"), row("B", "~", "A"), row("C", "~", "A"), row("C", "~", "B"),
                 row("b1", "~~", "c1"), row("b2", "~~", "c1"), row("a1", "~~", "b1"), row("a1", "~~", "a2")});
  const SemShape shape = sem_shape(result, 1);
  const SemLayout layout(shape);
  CHECK(layout.item("c1").centre.y > layout.construct("C")->centre.y);  // not beside it, as without the covariances
  CHECK(layout.item("a1").centre.y > layout.construct("A")->centre.y);
  std::vector<Point> middles;
  for (const ExtraLine& line : shape.extra) {
    const Arc* arc = layout.below(*line.row);
    REQUIRE(arc);
    CHECK(arc->middle.y > std::max(arc->from.y, arc->to.y));
    CHECK(arc->middle.y < layout.drawing().height);
    for (const Point& other : middles) {
      CHECK((std::abs(other.x - arc->middle.x) >= 40 || std::abs(other.y - arc->middle.y) >= 10));
    }
    middles.push_back(arc->middle);
  }
  CHECK(middles.size() == 4);
}

TEST_CASE("residual variances point at their items, and covariances of items start outside them") {
  sem::SemResult result =
      result_of({row("A", "=~", "a1"), row("A", "=~", "a2"), row("B", "=~", "b1"), row("C", "=~", "c1"),
                 row("B", "~", "A"), row("C", "~", "B"), row("a1", "~~", "a2"), row("b1", "~~", "c1"),
                 row("a1", "~~", "a1", 0.37), row("b1", "~~", "b1", -0.12), row("A", "~~", "A", 1)});
  const SemShape shape = sem_shape(result, 1);
  CHECK(shape.residuals.size() == 2);
  const SemLayout layout(shape);
  const ItemBox &left = layout.item("a1"), &hanging = layout.item("b1");
  const SemLayout::Residual beside = layout.residual(left), below = layout.residual(hanging);
  CHECK(beside.to.x == left.centre.x - left.width / 2);
  CHECK(beside.figure.x < beside.from.x);
  CHECK(beside.figure.x > 0);
  CHECK(layout.outside(left, layout.item("a2")).from.x < beside.figure.x);
  CHECK(below.from.y > below.to.y);
  CHECK(layout.below(*shape.extra[1].row)->from.y > below.figure.y);
  CHECK(below.figure.y < layout.drawing().height);
  const std::string svg = draw_sem_diagram(result);
  CHECK(count_of(svg, "class=\"residual") == 2);
  CHECK(svg.find(">0.37</text>") != std::string::npos);
  CHECK(count_of(svg, "residual inadmissible") == 2);  // the arrow and the figure of a negative variance
}

TEST_CASE("no line crosses a figure: they come last") {
  const std::string svg = draw_sem_diagram(three_factors());
  CHECK(svg.find("class=\"figures\"") > svg.rfind("<path"));
  CHECK(svg.find("class=\"estimate loading\"") > svg.find("class=\"figures\""));
  CHECK(svg.find("class=\"estimate covariance inadmissible\" color=") != std::string::npos);
}

TEST_CASE("a factor of factors stands left of them") {
  const sem::SemResult result =
      result_of({row("A", "=~", "a1"), row("B", "=~", "b1"), row("G", "=~", "A"), row("G", "=~", "B")});
  const SemShape shape = sem_shape(result, 1);
  CHECK(shape.model.paths.size() == 2);
  CHECK(count_of(draw_sem_diagram(result), "class=\"path\"") == 2);
}

TEST_CASE("without estimates only the model is drawn, and each group has its own figures") {
  sem::SemResult plain = three_factors();
  plain.standardized_all.clear();
  for (sem::EstimateRow& r : plain.parameters) r.est = r.pvalue = std::nan("");
  CHECK(count_of(draw_sem_diagram(plain), "class=\"estimate") == 0);
  sem::SemResult groups = three_factors();
  for (std::size_t i = 0; i < 6; ++i) {
    groups.parameters.push_back(groups.parameters[i]);
    groups.parameters.back().group = 2;
  }
  CHECK(count_of(draw_sem_diagram(groups, 2), "covariance") == 0);
  groups.groups = {{"north", 50}, {"south", 60}};
  const std::string both = draw_sem_diagram(groups, 0);
  CHECK(count_of(both, "<svg") == 1);
  CHECK(count_of(both, "<ellipse") == 6);
  CHECK(count_of(both, "class=\"figures\"") == 2);
  CHECK(both.find(">south</text>") > both.find(">north</text>"));
  CHECK(draw_sem_diagram({}).find("too large") != std::string::npos);
}
