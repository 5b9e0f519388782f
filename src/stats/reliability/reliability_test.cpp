#include "stats/reliability/reliability.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "stats/reliability/indices.hpp"
#include "stats/table/csv.hpp"

using namespace rapport::stats;

TEST_CASE("alpha of two items by hand") {
  // a 1 2 3 4, b 2 1 4 3: variances 5/3, covariance 1; alpha = 2 (1 - (10/3)/(16/3)) = 0.75; the same standardized.
  const ReliabilityResult result =
      reliability(parse_model("S =~ a + b"), parse_csv("a,b\n1,2\n2,1\n3,4\n4,3\n", "t.csv"));
  const ConstructReliability& scale = result.constructs.at(0);
  CHECK(scale.alpha == doctest::Approx(0.75));
  CHECK(scale.alpha_standardized == doctest::Approx(0.75));
  CHECK(scale.items[0].item_rest == doctest::Approx(0.6));
  CHECK(std::isnan(scale.items[0].alpha_if_deleted));
  CHECK(scale.items[0].loading == doctest::Approx(std::sqrt(0.8)));  // eigenvalue 1 + r of two items
  CHECK(scale.ave == doctest::Approx(0.8));
  CHECK(result.loadings_from == LoadingsFrom::principal_component);
}

TEST_CASE("one item has no alpha, and is taken to measure its construct without error") {
  const ReliabilityResult result = reliability(parse_model("S =~ a"), parse_csv("a\n1\n2\n4\n", "t.csv"));
  const ConstructReliability& scale = result.constructs.at(0);
  CHECK(std::isnan(scale.alpha));
  CHECK(scale.rho_c == 1);
  CHECK(scale.ave == 1);
  CHECK(scale.items[0].loading == doctest::Approx(1));
  CHECK(std::isnan(scale.items[0].item_rest));
}

TEST_CASE("with paths the loadings are those of the path model, and missing answers are told of") {
  const DataTable table = parse_csv("a,b,c,d\n1,2,3,3\n2,1,1,2\n3,4,5,4\n4,3,3,5\n5,5,4,\n2,3,2,1\n", "t.csv");
  const PathModel model = parse_model("S =~ a + b\nT =~ c + d\nT ~ S");
  const ReliabilityResult result = reliability(model, table);
  CHECK(result.n == 5);
  CHECK(result.loadings_from == LoadingsFrom::pls);
  CHECK(result.constructs[0].items[1].loading == estimate_pls(model, table).loadings[1].value.est);
  CHECK(result.fornell_larcker.at(0, 0) == doctest::Approx(std::sqrt(result.constructs[0].ave)));
  CHECK(result.warnings.at(0).find("1 of 6 respondents") != std::string::npos);
}

TEST_CASE("where a construct takes part in no path, every loading is of a principal component") {
  const DataTable table = parse_csv("a,b,c,d,e\n1,2,3,3,1\n2,1,1,2,2\n3,4,5,4,5\n4,3,3,5,1\n2,3,2,1,2\n", "t.csv");
  const ReliabilityResult result = reliability(parse_model("S =~ a + b\nT =~ c + d\nU =~ e\nT ~ S"), table);
  CHECK(result.loadings_from == LoadingsFrom::principal_component);
  CHECK(result.constructs.size() == 3);
}

TEST_CASE("an item without variance is refused") {
  CHECK_THROWS_AS(reliability(parse_model("S =~ a + b"), parse_csv("a,b\n1,2\n1,3\n1,4\n", "t.csv")), EstimationError);
}

TEST_CASE("average variance extracted and composite reliability of the published loadings of a study") {
  // Marketing performance of enterprise-initiated engagement: loadings as printed, AVE 0.691 as printed.
  const std::vector<double> loadings{0.76, 0.768, 0.893, 0.894};
  CHECK(average_variance_extracted(loadings) == doctest::Approx(0.691).epsilon(0.001));
  CHECK(composite_reliability(loadings) == doctest::Approx(0.899).epsilon(0.001));
  const std::vector<double> heywood{1.2, 0.9};
  CHECK(average_variance_extracted(heywood) > 1);
}
