#include <doctest/doctest.h>

#include <cmath>

#include "stats/sem/estimate.hpp"
#include "stats/simulate/simulate.hpp"
#include "stats/simulate/study.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {

std::string measurement_of(const Study& study) {
  std::string text;
  for (const StudyConstruct& construct : study.constructs) {
    text += construct.name + " =~ ";
    for (std::size_t i = 0; i < construct.items.size(); ++i) text += (i ? " + " : "") + construct.items[i].name;
    text += '\n';
  }
  return text;
}

/// The published structure. lavaan would let the three outcomes covary beyond what explains them; the study did not.
std::string structure_of(const Study& study) {
  std::string text = measurement_of(study);
  for (const StudyPath& path : study.paths) text += path.to + " ~ " + path.from + '\n';
  return text +
         "online_review ~~ 0*word_of_mouth + 0*customer_commitment\n"
         "word_of_mouth ~~ 0*customer_commitment\n";
}

double measure(const SemResult& result, const std::string& name) {
  for (const auto& [own, value] : result.fit_measures)
    if (own == name) return value;
  return -1;
}

}  // namespace

TEST_CASE("the study of customer orientation, drawn anew and estimated as published") {
  const Study study = find_study("000-customer-orientation");
  const DataTable answers = simulate_study(study, study.seed);
  REQUIRE(answers.row_count == 525);

  const SemResult measured = estimate_sem(measurement_of(study), answers, {.function = Function::cfa});
  CHECK(measured.df == 231);
  CHECK(measured.observed.size() == 24);
  CHECK(measure(measured, "cfi") > 0.95);
  CHECK(measure(measured, "rmsea") < 0.05);
  for (const FactorReliability& factor : measured.reliability) {
    CAPTURE(factor.factor);
    CHECK(factor.composite_reliability > 0.7);
    CHECK(factor.ave > 0.4);
  }

  std::string hypotheses;
  for (std::size_t i = 0; i < study.paths.size(); ++i)
    hypotheses += "H" + std::to_string(i + 1) + ": " + study.paths[i].from + " -> " + study.paths[i].to + " > 0\n";
  const SemResult structural = estimate_sem(structure_of(study), answers, {}, hypotheses);
  CHECK(structural.df == 243);
  REQUIRE(structural.hypotheses.size() == 8);
  for (std::size_t i = 0; i < study.paths.size(); ++i) {
    const HypothesisRow& row = structural.hypotheses[i];
    CAPTURE(row.text);
    // Published coefficients, unstandardized; the draw is within four of its own standard errors.
    CHECK(std::abs(row.est - study.paths[i].estimate) < 4 * row.se + 0.05);
    CHECK(row.verdict == (row.pvalue < 0.05 ? "supported" : "not supported"));
  }
  CHECK(measure(structural, "chisq") > measure(measured, "chisq"));
}
