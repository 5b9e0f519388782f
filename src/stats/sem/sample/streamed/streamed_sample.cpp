#include "stats/sem/sample/streamed/streamed_sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "stats/sem/estimate.hpp"
#include "stats/sem/sample/checks.hpp"
#include "stats/sem/sample/continuous.hpp"
#include "stats/sem/sample/words.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

struct BlockMoments {
  double n = 0;
  VectorXd mean = {};
  MatrixXd products = {};  // Σ (y - mean)(y - mean)', lower triangle
};

BlockMoments moments_of(const MatrixXd& rows) {
  BlockMoments moments{.n = static_cast<double>(rows.rows()), .mean = rows.colwise().mean().transpose()};
  const MatrixXd centered = rows.rowwise() - moments.mean.transpose();
  moments.products.setZero(rows.cols(), rows.cols());
  moments.products.selfadjointView<Eigen::Lower>().rankUpdate(centered.transpose());
  return moments;
}

void add(BlockMoments& all, const BlockMoments& block) {
  const VectorXd gap = block.mean - all.mean;
  const double n = all.n + block.n;
  all.products += block.products + gap * gap.transpose() * (all.n * block.n / n);
  all.mean += gap * (block.n / n);
  all.n = n;
}
}  // namespace

bool can_stream(const SampleRequest& request, const Settings& settings) {
  return request.group.empty() && request.ordinal.empty() && !settings.categorical &&
         settings.missing == Missing::listwise && !needs_gamma(settings) && settings.se != StandardErrors::bootstrap &&
         std::count(settings.tests.begin(), settings.tests.end(), TestStatistic::bollen_stine) == 0;
}

Sample sample_of(RowStream& stream, const SampleRequest& request, const Settings& settings) {
  std::map<std::size_t, BlockMoments> blocks;
  std::mutex mutex;
  stream.each_block([&](std::size_t block, const MatrixXd& rows) {
    if (rows.rows() == 0) return;
    BlockMoments moments = moments_of(rows);
    const std::lock_guard lock(mutex);
    blocks.emplace(block, std::move(moments));
  });
  if (blocks.empty()) {
    throw NotEstimable("empty_group",
                       fmt::format("{}: no respondent has the answers that the model needs.", stream.source()));
  }
  BlockMoments all{.n = 0,
                   .mean = VectorXd::Zero(blocks.begin()->second.mean.size()),
                   .products = MatrixXd::Zero(blocks.begin()->second.mean.size(), blocks.begin()->second.mean.size())};
  for (const auto& [block, moments] : blocks) add(all, moments);

  Sample sample{.variables = request.variables,
                .is_ordinal = std::vector<bool>(request.variables.size()),
                .levels = std::vector<std::vector<double>>(request.variables.size()),
                .has_rows = false};
  for (const std::string& name : request.variables) {
    sample.is_fixed.push_back(settings.fixed_x && std::count(request.exogenous.begin(), request.exogenous.end(), name));
  }
  GroupSample group{.n = static_cast<std::size_t>(all.n), .original = stream.original()};
  if (group.original > group.n) {
    sample.warnings.push_back(fmt::format("{} left out for a missing answer, of {}.",
                                          respondents_were(group.original - group.n), group.original));
  }
  group.mean = all.mean;
  group.cov = all.products.selfadjointView<Eigen::Lower>();
  group.cov /= settings.divides_by_n ? all.n : all.n - 1;
  check_count(group, sample, settings);
  check_moments(group, sample, settings);
  group.fixed_loglik = fixed_loglik_of(group, sample.fixed_positions());
  group.statistics = continuous_statistics(group, settings.meanstructure);
  sample.groups.push_back(std::move(group));
  return sample;
}

}  // namespace rapport::stats::sem
