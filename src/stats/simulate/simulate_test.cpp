#include "stats/simulate/simulate.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "stats/describe/describe.hpp"
#include "stats/pls/pls.hpp"
#include "stats/reliability/indices.hpp"
#include "stats/reliability/reliability.hpp"
#include "stats/simulate/likert.hpp"

using namespace rapport::stats;

namespace {
const StudyConstruct& construct_named(const Study& study, const std::string& name) {
  return *std::find_if(study.constructs.begin(), study.constructs.end(), [&](auto& c) { return c.name == name; });
}

double correlation_in(const Study& study, const std::string& a, const std::string& b) {
  for (const StudyCorrelation& pair : study.correlations) {
    if ((pair.a == a && pair.b == b) || (pair.a == b && pair.b == a)) return pair.r;
  }
  return a == b ? 1 : not_estimated;
}

std::vector<double> scale_means(const DataTable& table, const StudyConstruct& construct) {
  std::vector<double> means(table.row_count);
  for (const StudyItem& item : construct.items) {
    const auto answers = numbers_of(table, item.name);
    for (std::size_t i = 0; i < means.size(); ++i) means[i] += answers[i] / static_cast<double>(construct.items.size());
  }
  return means;
}
}  // namespace

TEST_CASE("the published paths and R² of enterprise initiatives follow from its construct correlations") {
  const Study study = find_study("003-enterprise-initiatives");
  // β = R⁻¹ r for three causes, by Cramer's rule; printed with three decimals from correlations with three decimals.
  const auto r = [&](const char* a, const char* b) { return correlation_in(study, a, b); };
  const double a = r("EXP", "ORE"), b = r("EXP", "SMU"), c = r("ORE", "SMU");
  const double x = r("EXP", "ECE"), y = r("ORE", "ECE"), z = r("SMU", "ECE");
  const double det = 1 + 2 * a * b * c - a * a - b * b - c * c;
  const double exp = (x * (1 - c * c) - y * (a - b * c) + z * (a * c - b)) / det;
  const double ore = (y * (1 - b * b) - x * (a - b * c) + z * (a * b - c)) / det;
  const double smu = (z * (1 - a * a) + x * (a * c - b) + y * (a * b - c)) / det;
  const double rounding = 0.0015;
  CHECK(std::abs(exp - study.paths[0].estimate) < rounding);
  CHECK(std::abs(ore - study.paths[1].estimate) < rounding);
  CHECK(std::abs(smu - study.paths[2].estimate) < rounding);
  CHECK(r("ECE", "MPE") == study.paths[3].estimate);
  CHECK(std::abs(exp * x + ore * y + smu * z - construct_named(study, "ECE").r2) < rounding);
  CHECK(std::abs(r("ECE", "MPE") * r("ECE", "MPE") - construct_named(study, "MPE").r2) < rounding);
}

TEST_CASE("the published AVE of enterprise initiatives follows from its loadings") {
  const Study study = find_study("003-enterprise-initiatives");
  for (const StudyConstruct& construct : study.constructs) {
    std::vector<double> loadings;
    for (const StudyItem& item : construct.items) loadings.push_back(item.loading);
    CHECK(std::abs(average_variance_extracted(loadings) - construct.ave) < 0.0015);
  }
}

TEST_CASE("the studies have the items, scales and models of the publications") {
  CHECK(study_names() == std::vector<std::string>{"000-customer-orientation", "003-enterprise-initiatives"});
  const Study enterprises = find_study("003-enterprise-initiatives");
  CHECK(parse_model(study_model(enterprises)).items().size() == 17);
  CHECK(construct_named(enterprises, "SMU").items[0].maximum == 6);
  CHECK(construct_named(enterprises, "ECE").items[0].maximum == 5);
  const Study customers = find_study("000-customer-orientation");
  std::vector<std::size_t> sizes;
  for (const StudyConstruct& construct : customers.constructs) {
    sizes.push_back(construct.items.size());
    double mean = 0;
    for (const StudyItem& item : construct.items) mean += item.mean / static_cast<double>(construct.items.size());
    CHECK(mean == doctest::Approx(construct.mean));  // single items spread round what was printed
  }
  CHECK(sizes == std::vector<std::size_t>{4, 3, 4, 3, 3, 3, 4});
  CHECK_THROWS_AS(find_study("no-such-study"), std::out_of_range);
  CHECK_THROWS_AS(parse_study("{}"), std::runtime_error);
}

TEST_CASE("rounded normal answers have the mean and spread that were asked for") {
  const LikertMargin margin = likert_margin(4.076, 0.913, 1, 5);
  CHECK(margin.answer_mean() == doctest::Approx(4.076));
  CHECK(margin.answer_sd() == doctest::Approx(0.913));
  CHECK(margin.answer(-9) == 1);
  CHECK(margin.answer(9) == 5);
  CHECK(likert_margin(4, 1.2, 1, 7).answer_correlation() > 0.95);
  CHECK_THROWS_AS(likert_margin(1.01, 2, 1, 5), std::invalid_argument);
}

TEST_CASE("a composite population has the published loadings exactly when Mode A estimates it") {
  // The answers without rounding: the population correlations as if they were a sample's.
  const Study study = find_study("003-enterprise-initiatives");
  const Population population = population_of(study);
  std::size_t item = 0;
  for (const StudyConstruct& construct : study.constructs) {
    const std::size_t size = construct.items.size();
    for (std::size_t a = 0; a < size; ++a) {  // correlation of item a with the sum weighted by λ
      double with_sum = 0, variance = 0;
      for (std::size_t b = 0; b < size; ++b) {
        with_sum += population.loadings[item + b] * population.item_correlations[(item + a) * 17 + item + b];
        for (std::size_t c = 0; c < size; ++c) {
          variance += population.loadings[item + b] * population.loadings[item + c] *
                      population.item_correlations[(item + b) * 17 + item + c];
        }
      }
      CHECK(with_sum / std::sqrt(variance) == doctest::Approx(population.loadings[item + a]).epsilon(1e-3));
    }
    item += size;
  }
}

TEST_CASE("very many simulated enterprises give the published path model back") {
  const Study study = find_study("003-enterprise-initiatives");
  const PlsResult result = estimate_pls(parse_model(study_model(study)), simulate_study(study, 1, 20000));
  for (std::size_t i = 0; i < result.paths.size(); ++i) {
    CHECK(std::abs(result.paths[i].coefficient.est - study.paths[i].estimate) < 0.02);
  }
  for (const ConstructEstimate& construct : result.constructs) {
    CHECK(std::abs(construct.ave - construct_named(study, construct.name).ave) < 0.03);
    if (!std::isnan(construct.r2)) CHECK(std::abs(construct.r2 - construct_named(study, construct.name).r2) < 0.02);
  }
}

TEST_CASE("the example's 119 enterprises come near the publication, as a sample of this size does") {
  const Study study = find_study("003-enterprise-initiatives");
  const DataTable table = simulate_study(study, study.seed);
  CHECK(table.row_count == 119);
  const PlsResult result = estimate_pls(parse_model(study_model(study)), table);
  for (std::size_t i = 0; i < result.paths.size(); ++i) {
    CHECK(std::abs(result.paths[i].coefficient.est - study.paths[i].estimate) < 0.15);
  }
  for (const ConstructEstimate& construct : result.constructs) {
    if (!std::isnan(construct.r2)) CHECK(std::abs(construct.r2 - construct_named(study, construct.name).r2) < 0.05);
  }
}

TEST_CASE("very many simulated customers have the published means, spreads and alphas of their scales") {
  const Study study = find_study("000-customer-orientation");
  const DataTable table = simulate_study(study, 1, 20000);
  const ReliabilityResult scales = reliability(parse_model(study_model(study)), table);
  for (std::size_t j = 0; j < study.constructs.size(); ++j) {
    const StudyConstruct& construct = study.constructs[j];
    const VariableDescription scale = describe_numbers(construct.name, scale_means(table, construct));
    CHECK(std::abs(scale.mean - construct.mean) < 0.02);
    CHECK(std::abs(scale.sd - construct.sd) < 0.025);
    CHECK(std::abs(scales.constructs[j].alpha - construct.alpha) < 0.015);
  }
}

TEST_CASE("the same seed draws the same answers, and more respondents leave the first as they are") {
  const Study study = find_study("000-customer-orientation");
  const DataTable once = simulate_study(study, study.seed), again = simulate_study(study, study.seed);
  const DataTable more = simulate_study(study, study.seed, 600), other = simulate_study(study, study.seed + 1);
  CHECK(once.row_count == 525);
  CHECK(once.columns[5].numbers == again.columns[5].numbers);
  CHECK(once.columns[5].numbers != other.columns[5].numbers);
  CHECK(std::equal(once.columns[5].numbers.begin(), once.columns[5].numbers.end(), more.columns[5].numbers.begin()));
}
