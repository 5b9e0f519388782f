#include <doctest/doctest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "stats/model/model_error.hpp"
#include "stats/sem/estimate.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {
/// 12000 respondents with skewed answers to six items of two factors and a covariate, and some gaps.
class AnswersFile {
 public:
  AnswersFile() {
    std::mt19937_64 random(11);
    const auto uniform = [&] { return static_cast<double>(random() % 100000) / 100000; };
    const auto skewed = [&] { return -std::log(1 - uniform()) - 1; };
    std::ofstream csv(path, std::ios::binary);
    csv << "age,a1,a2,a3,remark,b1,b2,b3\n";
    for (int k = 0; k < 12000; ++k) {
      const double age = uniform(), a = skewed() + age, b = 0.6 * a + skewed();
      csv << age << ',' << a + skewed() << ',' << 0.8 * a + skewed() << ',';
      if (k % 50 != 0) csv << 0.7 * a + skewed();
      csv << ",fine," << b + skewed() << ',' << 1.2 * b + skewed() << ',' << 0.9 * b + skewed() << '\n';
    }
  }
  ~AnswersFile() { std::filesystem::remove(path); }
  AnswersFile(const AnswersFile&) = delete;
  AnswersFile& operator=(const AnswersFile&) = delete;

  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("rapport-answers-" + std::to_string(::getpid()) + ".csv");
};

const std::string model = "a =~ a1 + a2 + a3\nb =~ b1 + b2 + b3\nb ~ a\na ~ age";

void check_equal(double streamed, double table) {
  if (std::isnan(table))
    CHECK(std::isnan(streamed));
  else
    CHECK(streamed == doctest::Approx(table).epsilon(1e-7));
}
}  // namespace

TEST_CASE("a file read in blocks gives the figures of the table") {
  const AnswersFile file;
  const DataTable table = read_csv(file.path);
  for (const Estimator estimator : {Estimator::ml, Estimator::mlr, Estimator::mlf, Estimator::gls}) {
    CAPTURE(word_of(estimator));
    const Options options{.estimator = estimator};
    const SemResult whole = estimate_sem(model, table, options);
    const auto streamed = estimate_streamed(model, {.path = file.path, .large = 0}, options);
    REQUIRE(streamed);
    CHECK(streamed->ntotal == 11760);
    CHECK(streamed->original == 12000);
    REQUIRE(streamed->parameters.size() == whole.parameters.size());
    for (std::size_t i = 0; i < whole.parameters.size(); ++i) {
      check_equal(streamed->parameters[i].est, whole.parameters[i].est);
      check_equal(streamed->parameters[i].se, whole.parameters[i].se);
    }
    REQUIRE(streamed->tests.size() == whole.tests.size());
    for (std::size_t i = 0; i < whole.tests.size(); ++i) {
      check_equal(streamed->tests[i].stat, whole.tests[i].stat);
      check_equal(streamed->tests[i].scaling_factor, whole.tests[i].scaling_factor);
    }
    REQUIRE(streamed->fit_measures.size() == whole.fit_measures.size());
    for (std::size_t i = 0; i < whole.fit_measures.size(); ++i) {
      CAPTURE(whole.fit_measures[i].first);
      check_equal(streamed->fit_measures[i].second, whole.fit_measures[i].second);
    }
    CHECK(streamed->modification_indices.size() == whole.modification_indices.size());
  }
}

TEST_CASE("z values of residuals are left out where they would need all rows at once, and that is said") {
  const AnswersFile file;
  const auto robust = estimate_streamed(model, {.path = file.path, .large = 0}, {.estimator = Estimator::mlr});
  CHECK(robust->residuals.front().standardized.values.empty());
  CHECK_FALSE(robust->residuals.front().raw.values.empty());
  CHECK(robust->diagnoses.front().code == "streamed");
  const auto normal = estimate_streamed(model, {.path = file.path, .large = 0});
  CHECK_FALSE(normal->residuals.front().standardized.values.empty());
}

TEST_CASE("a small file, or a run that needs all answers at once, is left to the table") {
  const AnswersFile file;
  const AnswerFile large{.path = file.path, .large = 0};
  CHECK_FALSE(estimate_streamed(model, {.path = file.path}));
  CHECK_FALSE(estimate_streamed(model, large, {.group = "remark"}));
  CHECK_FALSE(estimate_streamed(model, large, {.ordered = {"a1"}}));
  CHECK_FALSE(estimate_streamed(model, large, {.missing = Missing::ml}));
  CHECK_FALSE(estimate_streamed(model, large, {.estimator = Estimator::mlm}));
  CHECK_FALSE(estimate_streamed(model, large, {.se = StandardErrors::bootstrap}));
  CHECK_FALSE(estimate_streamed(model, large, {}, {}, {.scores = true}));
}

TEST_CASE("a variable that the file lacks is named") {
  const AnswersFile file;
  CHECK_THROWS_WITH_AS(estimate_streamed("a =~ a1 + a2 + a33", {.path = file.path, .large = 0}),
                       doctest::Contains("a33"), ModelError);
}
