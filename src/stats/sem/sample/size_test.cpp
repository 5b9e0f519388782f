#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

#include "stats/resample/random.hpp"
#include "stats/sem/estimate.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {

std::string item(int i) {
  return fmt::format("v{}", i);
}

/// Uncorrelated answers.
DataTable noise(std::size_t n, int items) {
  DataTable table;
  Random random(5, 0);
  for (int i = 0; i < items; ++i) {
    std::vector<double> answers(n);
    for (double& answer : answers) answer = random.normal();
    table.add_numbers(item(i), answers);
  }
  table.row_count = n;
  return table;
}

std::string code_of(const std::string& model, const DataTable& data, const Options& options) {
  try {
    estimate_sem(model, data, options);
  } catch (const NotEstimable& reason) {
    return reason.code;
  }
  return {};
}

std::string one_factor(int items) {
  std::string model = "f =~ ";
  for (int i = 0; i < items; ++i) model += (i > 0 ? " + " : "") + item(i);
  return model;
}

}  // namespace

TEST_CASE("what would need more memory than there is, is refused before it is begun") {
  const DataTable data = noise(200, 160);
  CHECK(code_of(one_factor(160), data, {.estimator = Estimator::wls}) == "too_large");
  CHECK(code_of(one_factor(160), data, {.estimator = Estimator::mlm}) == "too_large");
  std::string factors;  // with all their covariances
  for (int i = 0; i < 130; ++i) factors += fmt::format("f{0} =~ v{0}\n", i);
  CHECK(code_of(factors, data, {}) == "too_large");
}

TEST_CASE("maximum likelihood takes more items than robust corrections do") {
  const SemResult result = estimate_sem(one_factor(160), noise(400, 160), {}, {}, {.modification_indices = false});
  CHECK(result.converged);
  CHECK(result.df == 160 * 161 / 2 - 320);
}
