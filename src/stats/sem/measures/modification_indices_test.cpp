#include "stats/sem/measures/modification_indices.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/sem_fit.hpp"

using namespace rapport::stats::sem;

namespace {
const std::vector<std::string> names = {"a", "b", "c", "d"};
const std::vector<double> cov = {1, .56, .48, .42, .56, 1, .42, .33, .48, .42, 1, .55, .42, .33, .55, 1};
}  // namespace

TEST_CASE("a just-identified model has no modification indices") {
  CHECK(modification_indices(test::one_factor()).empty());
}

TEST_CASE("the covariance that the model lacks has the largest index, and freeing it drops χ² by about that") {
  const Fit fit = test::fit_to_moments("f =~ a + b + c + d", names, cov, 200);
  const auto indices = modification_indices(fit);
  CHECK(indices.size() == 6);  // the residual covariances; loadings are all free or set the scale
  const auto largest = std::max_element(indices.begin(), indices.end(), [](auto& x, auto& y) { return x.mi < y.mi; });
  CHECK((largest->lhs + largest->op + largest->rhs == "c~~d" || largest->lhs + largest->op + largest->rhs == "a~~b"));
  const Fit freed = test::fit_to_moments("f =~ a + b + c + d\n c ~~ d", names, cov, 200);
  CHECK(largest->mi == doctest::Approx(fit.chi_square - freed.chi_square).epsilon(0.25));
}

TEST_CASE("relations that a model lacks: loadings, then covariances of items, then of latent variables") {
  const Fit fit = test::fit_to_moments("f =~ a + b\n g =~ c + d", names, cov, 200);
  const auto missing = missing_relations(fit.table, true);
  std::string text;
  for (const Parameter& row : missing) text += row.lhs + std::string(symbol_of(row.op)) + row.rhs + " ";
  CHECK(text == "f=~c f=~d g=~a g=~b a~~b a~~c a~~d b~~c b~~d c~~d ");
}

TEST_CASE("paths among the variables of regressions are candidates, but not between covariates") {
  const Fit fit = test::fit_to_moments("b ~ a\n c ~ b\n d ~ c", names, cov, 200);
  std::string fixed, random;
  for (const Parameter& row : missing_relations(fit.table, true)) fixed += row.lhs + "~" + row.rhs + " ";
  for (const Parameter& row : missing_relations(fit.table, false)) random += row.lhs + "~" + row.rhs + " ";
  CHECK(fixed == "b~c b~d c~d c~a d~b d~a ");
  CHECK(random == "b~c b~d c~d c~a d~b d~a a~b a~c a~d ");  // a, the covariate, can be explained only if it is random
  CHECK(!modification_indices(fit).empty());
}

TEST_CASE("an item that a regression explains, too, gets no second loading, and its indices foretell χ²") {
  const Fit fit = test::fit_to_moments("f =~ a + b + c\n b ~ d\n f ~ d", names, cov, 200);
  for (const Parameter& row : missing_relations(fit.table, true)) CHECK(!(row.lhs == "b" && row.rhs == "f"));
  const auto indices = modification_indices(fit);
  const auto found = std::find_if(indices.begin(), indices.end(),
                                  [](const auto& x) { return x.lhs == "b" && x.op == "~~" && x.rhs == "c"; });
  REQUIRE(found != indices.end());
  const Fit freed = test::fit_to_moments("f =~ a + b + c\n b ~ d\n f ~ d\n b ~~ c", names, cov, 200);
  CHECK(found->mi == doctest::Approx(fit.chi_square - freed.chi_square).epsilon(0.2));
}
