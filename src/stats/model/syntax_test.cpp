#include "stats/model/syntax.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace rapport::stats;

namespace {
ModelError error_in(std::string_view text) {
  try {
    parse_syntax(text);
  } catch (const ModelError& error) {
    return error;
  }
  FAIL("accepted: " << text);
  return ModelError("", {}, "");
}

std::vector<Modifier> modifiers_of(const std::string& term) {
  return parse_syntax("f =~ " + term).formulas.at(0).right.at(0).modifiers;
}
}  // namespace

TEST_CASE("formulas have every operator, several variables on both sides, and intercepts") {
  const ModelSyntax syntax =
      parse_syntax("f + g =~ x1 + x2; f ~ z + 1\nx1 ~~ x2 +\n  x3 # theirs\nu | t1 + t2; u ~*~ u ! scale\nx3 ~ 0");
  REQUIRE(syntax.formulas.size() == 6);
  CHECK(syntax.formulas[0].left.size() == 2);
  CHECK(syntax.formulas[1].right[1].is_intercept);
  CHECK(syntax.formulas[2].right[1].variable == "x3");
  CHECK(syntax.formulas[3].op == Operator::cut_at);
  CHECK(syntax.formulas[4].op == Operator::scaled_by);
  CHECK(syntax.formulas[5].right[0].modifiers.at(0).numbers.at(0) == 0);
  CHECK(symbol_of(syntax.formulas[4].op) == "~*~");
}

TEST_CASE("values, labels, starts, bounds and equalities stand before a variable") {
  CHECK(modifiers_of("0.5*x")[0].numbers == std::vector<double>{0.5});
  CHECK(modifiers_of("-1*x")[0].numbers == std::vector<double>{-1});
  CHECK(modifiers_of("1e-3*x")[0].numbers == std::vector<double>{1e-3});
  CHECK(modifiers_of("(1 - 1/4)*x")[0].numbers == std::vector<double>{0.75});
  CHECK(modifiers_of("1/2*x")[0].numbers == std::vector<double>{0.5});
  CHECK(modifiers_of("sqrt(4)*x")[0].numbers == std::vector<double>{2});
  CHECK(std::isnan(modifiers_of("NA*x")[0].numbers[0]));
  CHECK(modifiers_of("a*x")[0].words == std::vector<std::string>{"a"});
  CHECK(modifiers_of("\"a b\"*x")[0].kind == Modifier::Kind::label);
  CHECK(modifiers_of("label('a')*x")[0].words == std::vector<std::string>{"a"});
  CHECK(modifiers_of("start(0.8)*x")[0].kind == Modifier::Kind::start);
  CHECK(modifiers_of("0.8?x")[0].kind == Modifier::Kind::start);
  CHECK(modifiers_of("equal(\"f=~y\")*x")[0].words == std::vector<std::string>{"f=~y"});
  CHECK(modifiers_of("lower(0)*upper(2)*x")[1].kind == Modifier::Kind::upper);
  CHECK(modifiers_of("a*start(.5)*x").size() == 2);
}

TEST_CASE("lists have an entry per group") {
  CHECK(modifiers_of("c(1, 2)*x")[0].numbers == std::vector<double>{1, 2});
  CHECK(std::isnan(modifiers_of("c(NA, 2)*x")[0].numbers[0]));
  CHECK(modifiers_of("c(a, b)*x")[0].words == std::vector<std::string>{"a", "b"});
  CHECK(modifiers_of("c(\"a\", '')*x")[0].words == std::vector<std::string>{"a", ""});
  CHECK(modifiers_of("start(c(1,-2))*x")[0].numbers == std::vector<double>{1, -2});
  CHECK(modifiers_of("c(1)*x")[0].is_list);
  CHECK_FALSE(modifiers_of("1*x")[0].is_list);
}

TEST_CASE("definitions and constraints keep their words, which are read when the labels are known") {
  const ModelSyntax syntax = parse_syntax("ind := a * b\n a == b^2 - exp(-c)\n0 < a; b > 1/2");
  REQUIRE(syntax.constraints.size() == 4);
  CHECK(syntax.constraints[0].relation == Relation::defines);
  CHECK(text_of(syntax.constraints[1].right) == "b^2-exp(-c)");
  CHECK(text_of(syntax.constraints[2].left) == "0");
  CHECK(symbol_of(syntax.constraints[3].relation) == ">");
}

TEST_CASE("group blocks hold the formulas that follow, and constraints are of all groups") {
  const ModelSyntax syntax =
      parse_syntax("group: 1\nf =~ a*x\ngroup: Grant-White\nf =~ b*x; Group: \"a b\"\nf=~x\na == b");
  REQUIRE(syntax.blocks.size() == 3);
  CHECK(syntax.blocks[1].group == "Grant-White");
  CHECK(syntax.blocks[2].group == "a b");
  CHECK(syntax.formulas[1].block == 2);
  CHECK(error_in("f =~ x\ngroup: 1\ng =~ y").place.line == 2);
  CHECK(error_in("group: 1\nf =~ x\ngroup: 1\nf =~ x").reason == "The group 1 stands twice.");
}

TEST_CASE("syntax of lavaan that is not supported is named where it stands") {
  const auto refused = [](const char* text) {
    return error_in(text).reason.find("not supported here yet") != std::string::npos;
  };
  CHECK(refused("level: 1\nf =~ x"));
  CHECK(refused("f =~ x + rv(\"s\")*y"));
  CHECK(refused("efa(\"block1\")*f1 =~ x1 + x2"));
  CHECK(refused("y ~ x:z"));
  CHECK(refused("f =~ c(1, a)*x"));
  CHECK(error_in("y ~ a + x:z").place.column == 10);
}

TEST_CASE("a mistake is shown where it is") {
  CHECK(error_in("a >= b").reason.starts_with("Write > instead of >="));
  CHECK(error_in("a = b").reason == "One = means nothing here: write =~ or ==.");
  CHECK(error_in("f =~ x = y").reason == "One = means nothing here: write =~ or ==.");
  CHECK(error_in("a == b == c").reason.starts_with("A formula has one operator only"));
  CHECK(error_in("f =~ x ~ y").place.column == 8);
  CHECK(error_in("f =~ x - y").place.column == 8);
  CHECK(error_in("a + b := c").reason.find("one new name") != std::string::npos);
  CHECK(error_in(":= c").reason.find("Both sides") != std::string::npos);
  CHECK(error_in("a ==").reason.find("Both sides") != std::string::npos);
  CHECK(error_in("f =~ start()*x").reason.find("missing") != std::string::npos);
  CHECK(error_in("f =~ start(1,2)*x").reason.find("one per group") != std::string::npos);
  CHECK(error_in("f =~ start(a)*x").reason.find("number") != std::string::npos);
  CHECK(error_in("f =~ equal(1)*x").reason == "Here a name should stand.");
  CHECK(error_in("f =~ strat(1)*x").reason == "There is no modifier strat(…) here. Did you mean start?");
  CHECK(error_in("f =~ 1/0*x").reason.find("no finite number") != std::string::npos);
  CHECK(error_in("f =~ c(1,2*x").reason.find("not closed") != std::string::npos);
  CHECK(error_in("1 ~ x").place.column == 1);
  CHECK(error_in("group:\nf =~ x").reason.find("group is missing") != std::string::npos);
  CHECK(error_in("group: 1 f =~ x").place.column == 12);
  CHECK(error_in(std::string(70000, 'x')).reason.find("too long") != std::string::npos);
}
