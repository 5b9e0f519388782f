#include "stats/sem/table/expand.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {
struct Asked {
  Settings settings = {};
  std::vector<OrdinalItem> ordinal = {};
  std::vector<std::string> groups = {};
};

ParameterTable table_of(const std::string& model, const Asked& asked = {}) {
  return expand(parse_syntax(model), asked.ordinal, asked.groups, asked.settings);
}

/// "f=~x2" is free, "f=~x1@1" fixed, "x~~x@exo" an exogenous moment; " (a)" a label, " [2]" a later group.
std::string line_of(const Parameter& row) {
  std::string line = row.lhs + std::string(symbol_of(row.op)) + row.rhs;
  if (row.exo) line += "@exo";
  if (row.group > 0 && row.free == 0 && !row.exo) line += fmt::format("@{}", row.ustart);
  if (!row.label.empty() && row.group > 0) line += " (" + row.label + ")";
  if (row.group > 1) line += fmt::format(" [{}]", row.group);
  return line;
}

std::string text_of_rows(const ParameterTable& table, int user, std::size_t group = 0) {
  std::string all;
  for (const Parameter& row : table.rows) {
    if (row.user == user && (group == 0 || row.group == group)) all += (all.empty() ? "" : ", ") + line_of(row);
  }
  return all;
}
std::string written(const ParameterTable& table) {
  return text_of_rows(table, 1);
}
std::string added(const ParameterTable& table, std::size_t group = 0) {
  return text_of_rows(table, 0, group);
}
std::string implied(const ParameterTable& table) {
  return text_of_rows(table, 2);
}

ModelError error_in(const std::string& model, const Asked& asked = {}) {
  try {
    table_of(model, asked);
  } catch (const ModelError& error) {
    return error;
  }
  FAIL("accepted: " << model);
  return ModelError("", {}, "");
}
}  // namespace

TEST_CASE("a factor model gets markers, residual variances and covariances of its factors") {
  const ParameterTable table = table_of("f =~ x1 + x2\ng =~ x3 + x4");
  CHECK(written(table) == "f=~x1@1, f=~x2, g=~x3@1, g=~x4");
  CHECK(added(table) == "x1~~x1, x2~~x2, x3~~x3, x4~~x4, f~~f, g~~g, f~~g");
  CHECK(table.free_count == 9);
  CHECK(table.rows[3].free == 2);
  CHECK(table.rows[3].plabel == ".p4.");
  CHECK(table.latent_exogenous == std::vector<std::string>{"f", "g"});
}

TEST_CASE("std_lv fixes variances instead of loadings, and what the text says goes first") {
  CHECK(written(table_of("f =~ x1 + x2 + x3", {.settings = {.std_lv = true}})) == "f=~x1, f=~x2, f=~x3");
  CHECK(added(table_of("f =~ x1 + x2 + x3", {.settings = {.std_lv = true}})).ends_with("f~~f@1"));
  CHECK(written(table_of("f =~ NA*x1 + 0.8*x2 + x3; f ~~ 1*f")) == "f=~x1, f=~x2@0.8, f=~x3, f~~f@1");
}

TEST_CASE("covariates keep their sample moments, unless the model speaks of them") {
  const ParameterTable table = table_of("f =~ x1 + x2\nf ~ z1 + z2\ny ~ f", {.settings = {.meanstructure = true}});
  CHECK(added(table) ==
        "x1~~x1, x2~~x2, y~~y, f~~f, z1~~z1@exo, z1~~z2@exo, z2~~z2@exo, x1~1, x2~1, y~1, z1~1@exo, z2~1@exo, f~1@0");
  CHECK(table.exogenous == std::vector<std::string>{"z1", "z2"});
  const ParameterTable random = table_of("y ~ z1 + z2\nz1 ~~ z2");
  CHECK(added(random) == "y~~y, z1~~z1, z2~~z2");
  CHECK(random.warnings.size() == 2);
  CHECK(added(table_of("y ~ z", {.settings = {.fixed_x = false}})) == "y~~y, z~~z");
}

TEST_CASE("outcomes that explain nothing covary") {
  CHECK(added(table_of("y1 + y2 ~ z; y3 ~ y1")) == "y1~~y1, y2~~y2, y3~~y3, y2~~y3, z~~z@exo");
  CHECK(added(table_of("f =~ x1+x2; g =~ x3+x4; f + g ~ z; y ~ z")) ==
        "x1~~x1, x2~~x2, x3~~x3, x4~~x4, y~~y, f~~f, g~~g, f~~g, f~~y, g~~y, z~~z@exo");
}

TEST_CASE("orthogonal factors have covariances fixed at 0, except those in the text") {
  const Asked orthogonal{.settings = {.orthogonal = true}};
  CHECK(added(table_of("f =~ x1+x2; g =~ x3+x4", orthogonal)).ends_with("f~~g@0"));
  CHECK(written(table_of("f =~ x1+x2; g =~ x3+x4; f ~~ g", orthogonal)).ends_with("f~~g"));
}

TEST_CASE("a start value on a marker becomes its value, unless it stands beside a label") {
  const ParameterTable table = table_of("f =~ start(0.3)*x1 + x2; g =~ a*start(0.3)*x3 + x4");
  CHECK(written(table) == "f=~x1@0.3, f=~x2, g=~x3@1 (a), g=~x4");
  CHECK(table.warnings.size() == 1);
}

TEST_CASE("a covariance has its sides in the reading order, and observed variables follow it") {
  const ParameterTable table = table_of("f =~ x1 + x2; z1 ~~ x1; z3 ~~ y1; x2 ~~ f");
  CHECK(written(table) == "f=~x1@1, f=~x2, x1~~z1, z3~~y1, f~~x2");
  CHECK(table.observed == std::vector<std::string>{"x1", "x2", "z3", "z1", "y1"});
}

TEST_CASE("second-order factors measure factors") {
  const ParameterTable table = table_of("f =~ x1 + x2; g =~ x3 + x4; h =~ f + g; h ~ z; y ~ h");
  CHECK(added(table) == "x1~~x1, x2~~x2, x3~~x3, x4~~x4, y~~y, f~~f, g~~g, h~~h, z~~z@exo");
  CHECK(table.latent_exogenous.empty());
}

TEST_CASE("a label on a fixed parameter fixes all that share it") {
  const ParameterTable table = table_of("f =~ a*x1 + a*x2 + x3; d := 2*a");
  CHECK(written(table) == "f=~x1@1 (a), f=~x2@1 (a), f=~x3, d:=2*a");
  CHECK(implied(table).empty());
}

TEST_CASE("two values or two labels of one parameter are refused where the second stands") {
  CHECK(error_in("f =~ x1 + 0.5*x2 + 0.6*x2").reason == "The parameter f =~ x2 has two values: 0.5 and 0.6.");
  CHECK(error_in("f =~ x1 + x2 + a*x3 + b*x3").place.column == 23);
  CHECK(error_in("f =~ x1 + x2\nx1 ~ 0*1 + NA*1").reason == "The parameter x1 ~1 has two values: 0 and NA.");
  CHECK_NOTHROW(table_of("f =~ x1 + 0.5*x2 + a*x2 + 0.5*x2 + start(0.4)*x3 + x3"));
}

TEST_CASE("equal() takes the other parameter's label") {
  CHECK(written(table_of("f =~ x1 + x2 + equal(\"f=~x2\")*x3 + x4 + equal(\"f =~ x4\")*x5")) ==
        "f=~x1@1, f=~x2 (.p2.), f=~x3 (.p2.), f=~x4 (.p4.), f=~x5 (.p4.)");
  CHECK(error_in("f =~ x1 + equal(\"f=~x9\")*x2").reason == "equal(\"f=~x9\") names no other parameter of the model.");
  CHECK(error_in("f =~ x1 + x2\nx3 ~~ equal(\"x8 ~~ x9\")*x3").reason ==
        "equal(\"x8 ~~ x9\") names no other parameter of the model.");
}

TEST_CASE("several modifiers of one variable add up, in one term or in two") {
  const ParameterTable table = table_of("f =~ NA*x1 + a*start(0.5)*x2 + a*x2 + 0.7*b*x3 + lower(0)*upper(2)*x4");
  CHECK(written(table) == "f=~x1, f=~x2 (a), f=~x3@0.7 (b), f=~x4");
  CHECK(table.rows[1].ustart == 0.5);
  CHECK(table.rows[3].lower == 0);
  CHECK(table.rows[3].upper == 2);
  CHECK(error_in("f =~ x1 + lower(2)*upper(1)*x2").reason.find("above its upper bound") != std::string::npos);
}

TEST_CASE("a value in one group goes to all where the parameter is equal over groups") {
  const Asked equal{.settings = {.group_equal = {GroupEqual::loadings}}, .groups = {"1", "2"}};
  CHECK(written(table_of("f =~ x1 + c(NA,0.5)*x2 + x3", equal)) ==
        "f=~x1@1, f=~x2@0.5, f=~x3 (.p3.), f=~x1@1 [2], f=~x2@0.5 [2], f=~x3 (.p3.) [2]");
}

TEST_CASE("std_lv frees the later groups' variances under equal loadings") {
  Asked asked{.settings = {.std_lv = true, .group_equal = {GroupEqual::loadings}}, .groups = {"1", "2"}};
  CHECK(added(table_of("f =~ x1 + x2", asked), 2) == "x1~~x1 [2], x2~~x2 [2], f~~f [2]");
  asked.settings.group_equal.push_back(GroupEqual::lv_variances);
  CHECK(added(table_of("f =~ x1 + x2", asked), 2) == "x1~~x1 [2], x2~~x2 [2], f~~f@1 [2]");
}

TEST_CASE("group blocks must speak of the groups and of the same variables") {
  const Asked two{.groups = {"a", "b"}};
  CHECK(error_in("group: a\nf =~ x1 + x2\ngroup: c\nf =~ x1 + x2", two).reason ==
        "There is no group c: the groups are a, b.");
  CHECK(error_in("group: a\nf =~ x1 + x2\ngroup: 1\nf =~ x1 + x2", two).reason == "The group 1 stands twice.");
  CHECK(error_in("group: a\nf =~ x1 + x2", two).reason == "The model has 1 group block, and the data have 2 groups.");
  CHECK(error_in("group: a\nf =~ x1 + x2\ngroup: b\nf =~ x1", two).reason ==
        "All groups need the same variables: x2 is missing in group 2.");
}

TEST_CASE("growth models have free means of factors and no intercepts") {
  const ParameterTable table =
      table_of("i =~ 1*x1 + 1*x2 + 1*x3\ns =~ 0*x1 + 1*x2 + 2*x3", {.settings = {.function = Function::growth}});
  CHECK(added(table) == "x1~~x1, x2~~x2, x3~~x3, i~~i, s~~s, i~~s, x1~1@0, x2~1@0, x3~1@0, i~1, s~1");
}

TEST_CASE("a single indicator has no residual") {
  CHECK(added(table_of("f =~ x1; y ~ f")) == "x1~~x1@0, y~~y, f~~f");
  CHECK(written(table_of("f =~ x1; y ~ f; x1 ~~ 0.2*x1")).ends_with("x1~~x1@0.2"));
}

TEST_CASE("shared labels become equalities, and written constraints come before them") {
  const ParameterTable table = table_of("f =~ x1 + a*x2 + a*x3 + b*x4; b == 2*a; d := a - b; a > 0");
  CHECK(implied(table) == ".p2.==.p3.");
  CHECK(written(table).ends_with("b==2*a, d:=a-b, a>0"));
  std::vector<double> values(table.rows.size());
  values[1] = 0.5;
  values[2] = 0.7;
  values[3] = 0.9;
  CHECK(table.rows[9].expression->value(values) == doctest::Approx(-0.1));
  CHECK(table.rows[10].expression->value(values) == doctest::Approx(-0.4));
  CHECK(table.rows[12].expression->value(values) == doctest::Approx(-0.2));
}

TEST_CASE("loadings and intercepts equal over groups free the later groups' factor means") {
  Asked asked{.settings = {.meanstructure = true, .group_equal = {GroupEqual::loadings, GroupEqual::intercepts}},
              .groups = {"boys", "girls"}};
  const ParameterTable table = table_of("f =~ x1 + x2", asked);
  CHECK(added(table, 1) == "x1~~x1, x2~~x2, f~~f, x1~1 (.p6.), x2~1 (.p7.), f~1@0");
  CHECK(added(table, 2) == "x1~~x1 [2], x2~~x2 [2], f~~f [2], x1~1 (.p6.) [2], x2~1 (.p7.) [2], f~1 [2]");
  CHECK(implied(table) == ".p2.==.p10., .p6.==.p14., .p7.==.p15.");
  asked.settings.group_partial = {"x2 ~ 1"};
  CHECK(implied(table_of("f =~ x1 + x2", asked)) == ".p2.==.p10., .p6.==.p14.");
  asked.settings.group_partial = {"x3 ~ 1"};
  CHECK_THROWS_WITH_AS(table_of("f =~ x1 + x2", asked), doctest::Contains("\"x3 ~1\" free, which is no parameter"),
                       OptionError);
}

TEST_CASE("ordinal items have thresholds, unit scales and no intercepts") {
  const ParameterTable table = table_of("f =~ u1 + u2", {.ordinal = {{"u1", 2}, {"u2", 1}}});
  CHECK(added(table) == "u1|t1, u1|t2, u2|t1, u1~~u1@1, u2~~u2@1, f~~f, u1~*~u1@1, u2~*~u2@1, u1~1@0, u2~1@0, f~1@0");
  CHECK(table.ordinal == std::vector<std::string>{"u1", "u2"});
}

TEST_CASE("equal thresholds free the later groups' scales and intercepts, as lavaan does since 0.6-20") {
  Asked asked{.settings = {.group_equal = {GroupEqual::loadings, GroupEqual::thresholds}},
              .ordinal = {{"u1", 2}, {"u2", 1}},
              .groups = {"1", "2"}};
  CHECK(added(table_of("f =~ u1 + u2", asked), 2) ==
        "u1|t1 (.p3.) [2], u1|t2 (.p4.) [2], u2|t1 (.p5.) [2], u1~~u1@1 [2], u2~~u2@1 [2], f~~f [2], u1~*~u1 [2], "
        "u2~*~u2 [2], u1~1 [2], u2~1 [2], f~1@0 [2]");
  // The model of 0.6-14, by saying so.
  CHECK(added(table_of("f =~ u1 + u2; u1 + u2 ~ 0*1; f ~ c(0,NA)*1", asked), 2).find("~1") == std::string::npos);
  asked.settings.group_equal.push_back(GroupEqual::intercepts);
  CHECK(added(table_of("f =~ u1 + u2", asked), 2).ends_with("u1~1@0 [2], u2~1@0 [2], f~1 [2]"));
}

TEST_CASE("equal thresholds of binary items free the factor means, for intercepts would leave scales unidentified") {
  const Asked asked{.settings = {.group_equal = {GroupEqual::loadings, GroupEqual::thresholds}},
                    .ordinal = {{"u1", 1}, {"u2", 1}, {"u3", 1}},
                    .groups = {"1", "2"}};
  CHECK(added(table_of("f =~ u1 + u2 + u3", asked), 2).ends_with("u1~1@0 [2], u2~1@0 [2], u3~1@0 [2], f~1 [2]"));
}

TEST_CASE("a list has one entry per group, and blocks hold the formulas of one") {
  const Asked two{.groups = {"a", "b"}};
  CHECK(written(table_of("f =~ x1 + c(l1,l2)*x2 + c(NA,0.5)*x3", two)) ==
        "f=~x1@1, f=~x2 (l1), f=~x3, f=~x1@1 [2], f=~x2 (l2) [2], f=~x3@0.5 [2]");
  CHECK(written(table_of("group: b\nf =~ x1 + 2*x2\ngroup: a\nf =~ x1 + x2", two)) ==
        "f=~x1@1, f=~x2, f=~x1@1 [2], f=~x2@2 [2]");
  CHECK(error_in("f =~ x1 + c(a,b,c)*x2", two).reason == "This list has 3 entries for 2 groups.");
  CHECK(error_in("f =~ x1 + x2; f ~~ c(1,2)*f").reason == "This list has 2 entries for 1 group.");
}

TEST_CASE("effect coding lets loadings average 1 and intercepts 0") {
  const ParameterTable table = table_of("f =~ x1 + x2", {.settings = {.meanstructure = true, .effect_coding = true}});
  CHECK(written(table) == "f=~x1, f=~x2");
  CHECK(implied(table) == ".p1.==2-.p2., .p6.==0-.p7.");
  CHECK(table.rows.back().expression->value(std::vector<double>{0, 0, 0, 0, 0, 0.3, -0.1, 0, 0, 0}) ==
        doctest::Approx(0.2));
}

TEST_CASE("a model that makes no sense is refused where it goes wrong") {
  CHECK(error_in("f =~ f + x1").reason == "The latent variable f cannot be measured by itself.");
  CHECK(error_in("f =~ x1 + x2; f =~ x2").reason == "The parameter f =~ x2 is written twice.");
  CHECK(error_in("f =~ x1 + x2; x1 ~~ x2; x2 ~~ x1").place.column == 31);
  CHECK(error_in("f =~ x1 + a*x2; d := aa").reason == "No parameter has the label aa. Did you mean a?");
  CHECK(error_in("f =~ x1 + a*x2; d := e; e := a").reason.find("defined further down") != std::string::npos);
  CHECK(error_in("f =~ x1 + a*x2; a := 1").reason.find("is the label of a parameter already") != std::string::npos);
  CHECK(error_in("f =~ x1 + a*x2; 1 == 2").reason.find("no parameter in it") != std::string::npos);
  CHECK(error_in("x1 ~~ 1*x1").reason.find("no free parameter") != std::string::npos);
  CHECK(error_in("f <~ x1 + x2").reason.find("not supported") != std::string::npos);
  CHECK(error_in("x1 | t1; x1 ~ x2").reason.find("not an ordinal item") != std::string::npos);
  CHECK(error_in("f =~ x1 + x2; x1 | t2", {.ordinal = {{"x1", 1}}}).reason.find("no threshold t2") !=
        std::string::npos);
}
