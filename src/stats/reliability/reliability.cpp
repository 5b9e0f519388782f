#include "stats/reliability/reliability.hpp"

#include <fmt/format.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "stats/pls/answers.hpp"
#include "stats/reliability/indices.hpp"
#include "stats/table/moments.hpp"

namespace rapport::stats {
namespace {

/// Weights of the first principal component of a block of correlations, scaled for a score of variance 1 and turned so
/// that the loadings sum to a positive number.
Eigen::VectorXd principal_weights(const BlockView& block) {
  const auto k = static_cast<Eigen::Index>(block.size);
  Eigen::MatrixXd correlations(k, k);
  for (Eigen::Index i = 0; i < k; ++i) {
    for (Eigen::Index j = 0; j < k; ++j) {
      correlations(i, j) = block.at(static_cast<std::size_t>(i), static_cast<std::size_t>(j));
    }
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(correlations);  // eigenvalues ascending; loadings = λ w
  const Eigen::VectorXd weights = solver.eigenvectors().col(k - 1) / std::sqrt(solver.eigenvalues()(k - 1));
  return weights.sum() < 0 ? Eigen::VectorXd(-weights) : weights;
}

/// A block without one of its items.
double alpha_without(const BlockView& block, std::size_t item) {
  std::vector<double> rest;
  for (std::size_t i = 0; i < block.size; ++i) {
    for (std::size_t j = 0; j < block.size; ++j) {
      if (i != item && j != item) rest.push_back(block.at(i, j));
    }
  }
  return cronbach_alpha({.matrix = rest, .width = block.size - 1, .begin = 0, .size = block.size - 1});
}

double correlation_with_rest(const BlockView& block, std::size_t item) {
  double with_rest = 0;
  double variance_of_rest = 0;
  for (std::size_t i = 0; i < block.size; ++i) {
    if (i == item) continue;
    with_rest += block.at(item, i);
    for (std::size_t j = 0; j < block.size; ++j) {
      if (j != item) variance_of_rest += block.at(i, j);
    }
  }
  const double scale = std::sqrt(block.at(item, item) * variance_of_rest);
  return scale > 0 ? with_rest / scale : std::nan("");
}

struct Loadings {
  std::vector<double> of_items;    // p
  NamedMatrix score_correlations;  // k × k
  std::vector<std::string> warnings;
};

bool every_construct_has_a_path(const PathModel& model) {
  std::vector<bool> joined(model.constructs.size());
  for (const Path& path : model.paths) joined[path.from] = joined[path.to] = true;
  return std::find(joined.begin(), joined.end(), false) == joined.end();
}

Loadings loadings_by_pls(const PathModel& model, const DataTable& table) {
  PlsResult pls = estimate_pls(model, table);
  Loadings loadings{
      .of_items = {}, .score_correlations = std::move(pls.correlations), .warnings = std::move(pls.warnings)};
  for (const ItemEstimate& loading : pls.loadings) loadings.of_items.push_back(loading.value.est);
  return loadings;
}

Loadings loadings_by_components(const PathModel& model, const std::vector<double>& correlations, std::size_t p) {
  Eigen::MatrixXd weights =
      Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(p), static_cast<Eigen::Index>(model.constructs.size()));
  Eigen::Index begin = 0;
  Loadings loadings;
  std::vector<std::string> names;
  for (std::size_t j = 0; j < model.constructs.size(); ++j) {
    const std::size_t size = model.constructs[j].items.size();
    const BlockView block{.matrix = correlations, .width = p, .begin = static_cast<std::size_t>(begin), .size = size};
    weights.col(static_cast<Eigen::Index>(j)).segment(begin, static_cast<Eigen::Index>(size)) =
        principal_weights(block);
    begin += static_cast<Eigen::Index>(size);
    names.push_back(model.constructs[j].name);
  }
  const Eigen::Map<const Eigen::MatrixXd> r(correlations.data(), static_cast<Eigen::Index>(p),
                                            static_cast<Eigen::Index>(p));
  const Eigen::MatrixXd cross = r * weights;  // items × constructs
  const Eigen::MatrixXd scores = weights.transpose() * cross;
  std::size_t item = 0;
  for (std::size_t j = 0; j < model.constructs.size(); ++j) {
    for (std::size_t i = 0; i < model.constructs[j].items.size(); ++i, ++item) {
      loadings.of_items.push_back(cross(static_cast<Eigen::Index>(item), static_cast<Eigen::Index>(j)));
      if (loadings.of_items.back() < 0) {
        loadings.warnings.push_back(fmt::format("The item {} loads negatively on {}: is it worded the other way round?",
                                                model.constructs[j].items[i], model.constructs[j].name));
      }
    }
  }
  loadings.score_correlations = {
      .rows = names, .cols = names, .values = {scores.data(), scores.data() + scores.size()}};
  return loadings;
}
}  // namespace

ReliabilityResult reliability(const PathModel& model, const DataTable& table) {
  const PlsAnswers answers = answers_for(model, table, PathsNeeded::no);
  const Moments moments = moments_of(answers.columns, answers.rows);
  const std::size_t p = answers.columns.size();
  const bool by_pls = every_construct_has_a_path(model);
  Loadings loadings = by_pls ? loadings_by_pls(model, table) : loadings_by_components(model, answers.correlations, p);

  ReliabilityResult result{.n = answers.rows.size(),
                           .loadings_from = by_pls ? LoadingsFrom::pls : LoadingsFrom::principal_component,
                           .constructs = {},
                           .fornell_larcker = std::move(loadings.score_correlations),
                           .warnings = std::move(loadings.warnings)};
  if (!by_pls && answers.left_out > 0) {
    result.warnings.insert(result.warnings.begin(), left_out_warning(answers));
  }
  std::size_t begin = 0;
  for (std::size_t j = 0; j < model.constructs.size(); ++j) {
    const Construct& construct = model.constructs[j];
    const std::size_t size = construct.items.size();
    const BlockView covariances{.matrix = moments.covariances, .width = p, .begin = begin, .size = size};
    const BlockView correlations{.matrix = answers.correlations, .width = p, .begin = begin, .size = size};
    const std::span<const double> block_loadings = std::span<const double>(loadings.of_items).subspan(begin, size);
    ConstructReliability scale{.name = construct.name,
                               .items = {},
                               .alpha = cronbach_alpha(covariances),
                               .alpha_standardized = cronbach_alpha(correlations),
                               .rho_c = composite_reliability(block_loadings),
                               .ave = average_variance_extracted(block_loadings)};
    for (std::size_t i = 0; i < size; ++i) {
      scale.items.push_back({.name = construct.items[i],
                             .mean = moments.means[begin + i],
                             .sd = std::sqrt(covariances.at(i, i)),
                             .loading = block_loadings[i],
                             .item_rest = size > 1 ? correlation_with_rest(covariances, i) : std::nan(""),
                             .alpha_if_deleted = size > 2 ? alpha_without(covariances, i) : std::nan("")});
    }
    result.fornell_larcker.at(j, j) = std::sqrt(scale.ave);
    result.constructs.push_back(std::move(scale));
    begin += size;
  }
  return result;
}

}  // namespace rapport::stats
