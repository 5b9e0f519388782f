#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "stats/model/path_model.hpp"
#include "stats/sem/sample/checks.hpp"
#include "stats/sem/sample/continuous.hpp"
#include "stats/sem/sample/sample_of.hpp"
#include "stats/sem/sample/words.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;

/// A given matrix, with the name by which messages call it.
struct Given {
  const MomentInput& input;
  std::string source;

  explicit Given(const MomentInput& given)
      : input(given), source("the covariance matrix" + (given.group.empty() ? "" : " of group " + given.group)) {}

  [[noreturn]] void refuse(const std::string& reason) const { throw TableError(source, {}, reason); }

  std::size_t position(const std::vector<std::string>& names, const std::string& name) const {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    const auto nearest = nearest_name(name, names);
    refuse(fmt::format("it has no variable {}.{}", name, nearest ? fmt::format(" Did you mean {}?", *nearest) : ""));
  }

  void check_shape() const {
    const NamedMatrix& cov = input.cov;
    if (cov.rows.empty()) refuse("it is empty.");
    if (cov.rows.size() != cov.cols.size() || cov.values.size() != cov.rows.size() * cov.cols.size()) {
      refuse(fmt::format("it is not square: {} rows, {} columns.", cov.rows.size(), cov.cols.size()));
    }
    for (std::size_t i = 0; i < cov.rows.size(); ++i) {
      if (std::count(cov.rows.begin(), cov.rows.end(), cov.rows[i]) > 1) {
        refuse(fmt::format("two of its rows are named {}.", cov.rows[i]));
      }
      position(cov.cols, cov.rows[i]);
    }
    if (!input.sd.empty() && input.sd.size() != cov.rows.size()) {
      refuse(fmt::format("it has {} standard deviations for {} variables.", input.sd.size(), cov.rows.size()));
    }
    if (!input.mean.empty() && input.mean.size() != cov.rows.size()) {
      refuse(fmt::format("it has {} means for {} variables.", input.mean.size(), cov.rows.size()));
    }
    if (input.n < 2) refuse(fmt::format("it needs the number of respondents, at least 2, and has {}.", input.n));
  }

  double at(const std::string& a, const std::string& b) const {
    const double value = input.cov.at(position(input.cov.rows, a), position(input.cov.cols, b));
    if (!std::isfinite(value)) refuse(fmt::format("the value of {} and {} is not a finite number.", a, b));
    return value;
  }
};

double symmetric_value(const Given& given, const std::string& a, const std::string& b) {
  const double one = given.at(a, b);
  const double other = given.at(b, a);
  const double scale = std::sqrt(std::abs(given.at(a, a))) * std::sqrt(std::abs(given.at(b, b)));
  if (std::abs(one - other) > 1e-6 * std::max(scale, std::abs(one))) {
    given.refuse(fmt::format("it is not symmetric: {} with {} is {}, {} with {} is {}.", a, b, one, b, a, other));
  }
  return one / 2 + other / 2;
}

GroupSample group_of(const Given& given, const std::vector<std::string>& variables, bool divides_by_n) {
  given.check_shape();
  const MomentInput& input = given.input;
  const auto p = static_cast<Index>(variables.size());
  GroupSample group{.label = input.group, .n = input.n, .original = input.n};
  group.cov.resize(p, p);
  group.mean.setZero(p);
  Eigen::VectorXd sd = Eigen::VectorXd::Ones(p);
  for (Index i = 0; i < p; ++i) {
    const std::string& name = variables[static_cast<std::size_t>(i)];
    const std::size_t row = given.position(input.cov.rows, name);
    if (!input.mean.empty()) group.mean(i) = input.mean[row];
    if (!std::isfinite(group.mean(i))) given.refuse(fmt::format("the mean of {} is not a finite number.", name));
    if (input.sd.empty()) continue;
    sd(i) = input.sd[row];
    if (!(sd(i) > 0) || !std::isfinite(sd(i))) {
      given.refuse(fmt::format("the standard deviation of {} is {}; it must be above 0.", name, sd(i)));
    }
    const double one = given.at(name, name);
    if (std::abs(one - 1) > 1e-6) {
      given.refuse(fmt::format("with standard deviations it must hold correlations, but {} with itself is {}, not 1.",
                               name, one));
    }
  }
  for (Index i = 0; i < p; ++i) {
    for (Index j = 0; j <= i; ++j) {
      const double value =
          symmetric_value(given, variables[static_cast<std::size_t>(i)], variables[static_cast<std::size_t>(j)]);
      group.cov(i, j) = group.cov(j, i) = value * sd(i) * sd(j);
    }
  }
  const auto n = static_cast<double>(input.n);
  if (divides_by_n) group.cov *= (n - 1) / n;
  return group;
}

void check_settings(const SampleRequest& request, const Settings& settings) {
  if (settings.categorical || !request.ordinal.empty()) {
    throw OptionError("Ordinal items need the answers themselves, not a covariance matrix.");
  }
  if (settings.missing != Missing::listwise) {
    throw OptionError("Missing answers can only be handled with the answers themselves, not a covariance matrix.");
  }
  const bool plain_tests = std::all_of(settings.tests.begin(), settings.tests.end(), [](TestStatistic test) {
    return test == TestStatistic::none || test == TestStatistic::standard;
  });
  const bool plain_errors = settings.se == StandardErrors::none || settings.se == StandardErrors::standard;
  if (needs_gamma(settings) || !plain_tests || !plain_errors) {
    throw OptionError(
        "This estimator, standard error or test needs the answers themselves, not a covariance matrix. Use ML, GLS or "
        "ULS with standard errors of their own.");
  }
}

std::vector<MomentInput> chosen_of(const std::vector<MomentInput>& groups, const std::vector<std::string>& labels) {
  if (labels.empty()) return groups;
  std::vector<MomentInput> chosen;
  std::vector<std::string> known;
  for (const MomentInput& group : groups) known.push_back(group.group);
  for (const std::string& label : labels) {
    const auto found = std::find(known.begin(), known.end(), label);
    if (found == known.end()) {
      const auto nearest = nearest_name(label, known);
      throw TableError("the covariance matrices", {},
                       fmt::format("there is no group called {}.{}", label,
                                   nearest ? fmt::format(" Did you mean {}?", *nearest) : ""));
    }
    chosen.push_back(groups[static_cast<std::size_t>(found - known.begin())]);
  }
  return chosen;
}
}  // namespace

Sample sample_of(const std::vector<MomentInput>& groups, const SampleRequest& request, const Settings& settings) {
  check_settings(request, settings);
  if (groups.empty()) throw TableError("the covariance matrix", {}, "there is none.");
  Sample sample{.variables = request.variables,
                .is_ordinal = std::vector<bool>(request.variables.size()),
                .levels = std::vector<std::vector<double>>(request.variables.size()),
                .has_rows = false};
  for (const std::string& name : request.variables) {
    sample.is_fixed.push_back(settings.fixed_x && std::count(request.exogenous.begin(), request.exogenous.end(), name));
  }
  for (const MomentInput& input : chosen_of(groups, request.group_labels)) {
    sample.has_means = sample.has_means && !input.mean.empty();
    GroupSample group = group_of(Given(input), sample.variables, settings.divides_by_n);
    check_moments(group, sample, settings);
    group.fixed_loglik = fixed_loglik_of(group, sample.fixed_positions());
    group.statistics = continuous_statistics(group, settings.meanstructure);
    sample.groups.push_back(std::move(group));
  }
  if (settings.meanstructure && !sample.has_means) {
    throw OptionError("The model has a mean structure, but no means were given beside the covariance matrix.");
  }
  return sample;
}

}  // namespace rapport::stats::sem
