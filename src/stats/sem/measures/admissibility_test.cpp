#include "stats/sem/measures/admissibility.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/sem_fit.hpp"

using namespace rapport::stats::sem;

namespace {
bool has(const std::vector<Diagnosis>& found, const std::string& code, const std::string& word) {
  return std::any_of(found.begin(), found.end(),
                     [&](const Diagnosis& d) { return d.code == code && d.message.find(word) != std::string::npos; });
}
}  // namespace

TEST_CASE("an admissible solution has nothing to be told") {
  CHECK(admissibility(test::one_factor()).empty());
}

TEST_CASE("a Heywood case names the item, as a negative variance and as a loading beyond 1") {
  const Fit fit = test::fit_to_moments("f =~ a + b + c", {"a", "b", "c"}, {1, .8, .8, .8, 1, .5, .8, .5, 1}, 200);
  const auto found = admissibility(fit);
  CHECK(has(found, "negative_variance", "of a is negative"));
  CHECK(has(found, "standardized_loading", "a on f"));
  CHECK(found.front().severity == Severity::inadmissible);
}

TEST_CASE("two latent variables that the data do not tell apart are named together") {
  const Fit fit = test::fit_to_moments("f =~ a + b\n g =~ c + d", {"a", "b", "c", "d"},
                                       {1, .5, .55, .55, .5, 1, .55, .55, .55, .55, 1, .5, .55, .55, .5, 1}, 200);
  CHECK(has(admissibility(fit), "latent_correlation", "f and g"));
}

TEST_CASE("a defined parameter without a value is said, and has no standard error") {
  const Fit fit = test::fit_to_moments("y ~ b*x\n q := 1/(b - b)\n r := log(-b)", {"y", "x"}, {1, .3, .3, 1}, 100);
  CHECK(has(admissibility(fit), "undefined", "q := 1/(b-b)"));
  CHECK(has(admissibility(fit), "undefined", "r := log(-b)"));
  for (std::size_t row = 0; row < fit.table.rows.size(); ++row)
    if (fit.table.rows[row].op == Op::defined_as) CHECK(std::isnan(fit.se[row]));
}

TEST_CASE("an inequality that decides the solution is said") {
  const Fit fit = test::fit_to_moments("y ~ b*x\n b > 0.5", {"y", "x"}, {1, .3, .3, 1}, 100);
  CHECK(has(admissibility(fit), "constraint_active", "b >"));
}
