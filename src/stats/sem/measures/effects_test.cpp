#include "stats/sem/measures/effects.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/sem_fit.hpp"

using namespace rapport::stats::sem;

namespace {
const std::vector<std::string> names = {"x", "m", "w", "y"};
const std::vector<double> cov = {1, .5, .4, .45, .5, 1, .35, .5, .4, .35, 1, .4, .45, .5, .4, 1};

std::string written(const EffectRow& row) {
  std::string text = row.kind + " " + row.from;
  for (const auto& step : row.through) text += ">" + step;
  return text + ">" + row.to;
}
const EffectRow& find(const Effects& effects, const std::string& text) {
  for (const EffectRow& row : effects.rows) {
    if (written(row) == text) return row;
  }
  throw std::out_of_range(text);
}
}  // namespace

TEST_CASE("both ways of a two-mediator model are found, with their sum and the total") {
  const Fit fit = test::fit_to_moments(
      "m ~ a*x\n w ~ c*x\n y ~ b*m + d*w + e*x\n ind := a*b + c*d\n tot := a*b + c*d + e", names, cov, 200);
  const Effects effects = effects_of(fit);
  CHECK(effects.rows.size() == 4);
  const auto& defined = fit.estimates;
  CHECK(find(effects, "total_indirect x>y").est == doctest::Approx(defined[defined.size() - 2]));
  CHECK(find(effects, "total x>y").est == doctest::Approx(defined.back()));
  CHECK(find(effects, "indirect x>m>y").est + find(effects, "indirect x>w>y").est ==
        doctest::Approx(find(effects, "total_indirect x>y").est));
  CHECK(find(effects, "total x>y").se == doctest::Approx(fit.se.back()).epsilon(1e-6));  // as the written := has it
  CHECK(effects.note.empty());
}

TEST_CASE("a single mediated path needs no sum") {
  const Effects effects = effects_of(test::fit_to_moments("m ~ x\n y ~ m", names, cov, 200));
  CHECK(effects.rows.size() == 2);
  CHECK(find(effects, "indirect x>m>y").est == doctest::Approx(find(effects, "total x>y").est));
}

TEST_CASE("without a chain there is no indirect effect") {
  CHECK(effects_of(test::fit_to_moments("y ~ x + m", names, cov, 200)).rows.empty());
  CHECK(effects_of(test::one_factor()).rows.empty());
}

TEST_CASE("too many paths are cut with a note, and the totals stay whole") {
  const Fit fit = test::fit_to_moments("m ~ x\n w ~ x + m\n y ~ m + w + x", names, cov, 200);
  const Effects all = effects_of(fit), cut = effects_of(fit, 1);
  CHECK(all.note.empty());
  CHECK(!cut.note.empty());
  CHECK(cut.rows.size() < all.rows.size());
  CHECK(find(cut, "total x>y").est == doctest::Approx(find(all, "total x>y").est));
}

TEST_CASE("a loop counts every turn in the total") {
  const Fit fit = test::fit_to_moments("y1 ~ y2 + x1\n y2 ~ y1 + x2", {"y1", "y2", "x1", "x2"},
                                       {2, .9, .6, .3, .9, 2, .3, .6, .6, .3, 1, .2, .3, .6, .2, 1}, 300);
  const auto slope = [&](const char* lhs, const char* rhs) {
    for (std::size_t r = 0; r < fit.table.rows.size(); ++r) {
      const Parameter& row = fit.table.rows[r];
      if (row.op == Op::regressed_on && row.lhs == lhs && row.rhs == rhs) return fit.estimates[r];
    }
    return no_value;
  };
  const double turn = slope("y1", "y2") * slope("y2", "y1");
  CHECK(find(effects_of(fit), "total x1>y2").est ==
        doctest::Approx(slope("y1", "x1") * slope("y2", "y1") / (1 - turn)).epsilon(1e-6));
}
