#include "stats/sem/bootstrap/bootstrap.hpp"

#include <Eigen/Eigenvalues>
#include <cmath>

#include "stats/resample/parallel.hpp"
#include "stats/resample/random.hpp"
#include "stats/sem/engine/constraints.hpp"
#include "stats/sem/engine/fit_model.hpp"
#include "stats/sem/inference/infer.hpp"
#include "stats/sem/sample/resample.hpp"

namespace rapport::stats::sem {
namespace {

using Rows = std::vector<std::vector<Index>>;

constexpr std::size_t most_jackknifes = 2000;  // beyond so many respondents, blocks of them are left out instead

Rows draw_rows(const Sample& sample, std::uint64_t seed, std::size_t draw) {
  Random random(seed, draw);
  Rows rows;
  for (const GroupSample& group : sample.groups) {
    const auto n = static_cast<std::uint32_t>(group.rows.rows());
    std::vector<Index> own(n);
    for (Index& row : own) row = static_cast<Index>(random.index(n));
    rows.push_back(std::move(own));
  }
  return rows;
}

/// All rows but those of one of `blocks` blocks, respondents dealt out to the blocks in turn.
Rows without_block(const Sample& sample, std::size_t block, std::size_t blocks) {
  Rows rows;
  std::size_t respondent = 0;
  for (const GroupSample& group : sample.groups) {
    std::vector<Index> own;
    for (Index row = 0; row < group.rows.rows(); ++row)
      if (respondent++ % blocks != block) own.push_back(row);
    rows.push_back(std::move(own));
  }
  return rows;
}

/// Settings under which a sample carries no more than the discrepancy needs.
Settings bare(Settings settings) {
  settings.se = StandardErrors::none;
  settings.tests = {TestStatistic::none};
  return settings;
}

/// The estimates of a drawn sample; empty if there are none.
VectorXd estimates_of(const Fit& fit, const Rows& rows, const Settings& settings) {
  try {
    const Minimum minimum = refit(fit, resample(*fit.sample, rows, settings), fit.x);
    if (minimum.converged && minimum.x.allFinite()) return minimum.x;
  } catch (const Interrupted&) {
    throw;
  } catch (const NotEstimable&) {  // a draw without a solution is counted, not reported
  }
  return {};
}

void require_rows(const Fit& fit) {
  if (!fit.sample->has_rows)
    throw OptionError("The bootstrap draws respondents: it needs the answers, not only their covariance matrix.");
}

/// With the number of draws as divisor, as lavaan has it.
MatrixXd covariance_of(const std::vector<VectorXd>& draws) {
  const auto count = static_cast<double>(draws.size());
  VectorXd mean = VectorXd::Zero(draws.front().size());
  for (const VectorXd& draw : draws) mean += draw / count;
  MatrixXd cov = MatrixXd::Zero(mean.size(), mean.size());
  for (const VectorXd& draw : draws) cov += (draw - mean) * (draw - mean).transpose() / count;
  return cov;
}

/// Standard errors of := rows are those of the drawn values, not of a linear approximation.
void spread_definitions(Fit& fit) {
  const auto values =
      values_at(fit.draws, fit.table.rows.size(), [&](const VectorXd& draw) { return row_values(fit.table, draw); });
  for (std::size_t r = 0; r < values.size(); ++r)
    if (fit.table.rows[r].op == Op::defined_as && values[r].size() > 1) fit.se[r] = spread_of(values[r]);
}

/// Answers turned so that the model holds in them exactly: (y - ȳ) S^-1/2 Σ^1/2, with symmetric roots, about the
/// model's means.
Sample conforming_to(const Fit& fit) {
  Sample sample = *fit.sample;
  for (std::size_t g = 0; g < sample.groups.size(); ++g) {
    GroupSample& group = sample.groups[g];
    const Eigen::SelfAdjointEigenSolver<MatrixXd> from(group.cov);
    const Eigen::SelfAdjointEigenSolver<MatrixXd> to(fit.implied[g].cov);
    if (!(to.eigenvalues().minCoeff() > 0))
      throw NotEstimable("implied_covariance",
                         "The model's covariance matrix is not positive definite: there is no "
                         "Bollen-Stine test of an improper solution.");
    const MatrixXd centered = group.rows.rowwise() - group.mean.transpose();
    const VectorXd& center = fit.structure.has_means ? fit.implied[g].mean : group.mean;
    group.rows = (centered * from.operatorInverseSqrt() * to.operatorSqrt()).eval().rowwise() + center.transpose();
  }
  return sample;
}

}  // namespace

void bootstrap(Fit& fit, const Progress& progress) {
  require_rows(fit);
  const Settings settings = bare(fit.settings);
  std::vector<VectorXd> draws(fit.settings.bootstrap);
  for_each_index(
      draws.size(), fit.settings.threads,
      [&](std::size_t i) { draws[i] = estimates_of(fit, draw_rows(*fit.sample, fit.settings.seed, i), settings); },
      progress);
  fit.draws.clear();
  for (VectorXd& draw : draws)
    if (draw.size() == fit.x.size()) fit.draws.push_back(std::move(draw));
  fit.failed_draws = draws.size() - fit.draws.size();
  if (fit.draws.size() < 2)
    throw NotEstimable("bootstrap_failed",
                       "Fewer than two bootstrap draws had a solution: the sample is too small for "
                       "this model, or a category or group has too few respondents.");
  fit.vcov = covariance_of(fit.draws);
  fill_standard_errors(fit);
  spread_definitions(fit);
  if (fit.settings.interval != BootstrapInterval::bca) return;

  const std::size_t blocks = std::min(fit.sample->total(), most_jackknifes);
  std::vector<VectorXd> left(blocks);
  for_each_index(blocks, fit.settings.threads,
                 [&](std::size_t i) { left[i] = estimates_of(fit, without_block(*fit.sample, i, blocks), settings); });
  fit.jackknife.clear();
  for (VectorXd& x : left)
    if (x.size() == fit.x.size()) fit.jackknife.push_back(std::move(x));
}

std::vector<double> bollen_stine_statistics(const Fit& fit, const Progress& progress) {
  require_rows(fit);
  if (fit.settings.categorical || fit.settings.full_information())
    throw OptionError("The Bollen-Stine bootstrap needs complete answers to continuous items.");
  const Sample conforming = conforming_to(fit);
  const Settings settings = bare(fit.settings);
  std::vector<double> statistics(fit.settings.bootstrap, no_value);
  for_each_index(
      statistics.size(), fit.settings.threads,
      [&](std::size_t i) {
        try {
          const Sample drawn = resample(conforming, draw_rows(conforming, fit.settings.seed, i), settings);
          const Minimum minimum = refit(fit, drawn, fit.x);
          if (minimum.converged)
            statistics[i] = minimum.value * Objective(fit.structure, drawn, fit.settings).multiplier();
        } catch (const Interrupted&) {
          throw;
        } catch (const NotEstimable&) {  // a draw without a solution has no statistic
        }
      },
      progress);
  return statistics;
}

void bollen_stine(Fit& fit, const Progress& progress) {
  const std::vector<double> statistics = bollen_stine_statistics(fit, progress);
  std::size_t beyond = 0;
  std::size_t counted = 0;
  for (const double statistic : statistics) {
    if (!std::isfinite(statistic)) continue;
    ++counted;
    if (statistic >= fit.chi_square) ++beyond;
  }
  fit.failed_draws = std::max(fit.failed_draws, statistics.size() - counted);
  if (counted == 0) throw NotEstimable("bootstrap_failed", "No Bollen-Stine draw had a solution.");
  fit.tests.push_back({.test = TestStatistic::bollen_stine,
                       .statistic = fit.chi_square,
                       .df = static_cast<double>(fit.df),
                       .pvalue = static_cast<double>(beyond) / static_cast<double>(counted),
                       .draws = counted});
}

}  // namespace rapport::stats::sem
