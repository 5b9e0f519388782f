#include "stats/pls/engine.hpp"

#include <algorithm>
#include <cmath>

namespace rapport::stats {
namespace {
constexpr double least_variance = 1e-14;  // of an unscaled score; below it is rounding
}

PlsEngine::PlsEngine(const PlsDesign& design, const PlsOptions& options) : design_(design), options_(options) {
  const std::size_t p = design.item_count;
  const std::size_t k = design.construct_count;
  for (std::size_t j = 0; j < k; ++j) owner_.insert(owner_.end(), design.block_size(j), j);
  weights_.resize(p);
  previous_.resize(p);
  cross_.resize(p * k);
  scores_.resize(k * k);
  inner_.resize(k * k);
  coefficients_.resize(design.paths.size());
  r2_.resize(k);
  solution_.resize(std::max(p, k));
  blocks_.resize(k);
}

Failure PlsEngine::solve(std::span<const double> correlations) {
  iterations_ = 0;
  if (const Failure failure = start(correlations); failure != Failure::none) return failure;
  double change = 0;
  do {
    if (iterations_ == options_.max_iterations) return Failure::iteration_limit;
    ++iterations_;
    correlate_scores();
    if (const Failure failure = inner_weights(); failure != Failure::none) return failure;
    previous_ = weights_;
    outer_weights();
    if (!normalize(correlations)) return Failure::no_common_variance;
    change = 0;
    for (std::size_t a = 0; a < weights_.size(); ++a) {
      // Magnitudes, as plspm compares them: a construct may turn round between two steps without moving.
      change = std::max(change, std::abs(std::abs(weights_[a]) - std::abs(previous_[a])));
    }
  } while (!(change < options_.tolerance));

  for (std::size_t j = 0; j < design_.construct_count; ++j) {
    double sum = 0;
    for (std::size_t a = design_.block_begin[j]; a < design_.block_begin[j + 1]; ++a) sum += loading(a);
    if (sum < 0) flip(j);
  }
  correlate_scores();
  for (std::size_t j = 0; j < design_.construct_count; ++j) {
    if (const Failure failure = regress(j); failure != Failure::none) return failure;
    r2_[j] = 0;
    for (std::size_t i = 0; i < design_.causes[j].size(); ++i) {
      coefficients_[design_.causes_paths[j][i]] = solution_[i];
      r2_[j] += solution_[i] * scores_[design_.causes[j][i] * design_.construct_count + j];
    }
  }
  return Failure::none;
}

Failure PlsEngine::start(std::span<const double> correlations) {
  for (std::size_t j = 0; j < design_.construct_count; ++j) {
    if (design_.modes[j] != Mode::B) continue;
    const std::size_t begin = design_.block_begin[j];
    const auto entry = [&](std::size_t a, std::size_t b) {
      return correlations[(begin + a) * design_.item_count + begin + b];
    };
    if (!blocks_[j].factor(design_.block_size(j), entry)) {
      failed_at_ = j;
      return Failure::collinear_items;
    }
  }
  std::fill(weights_.begin(), weights_.end(), 1.0);
  if (normalize(correlations)) return Failure::none;
  // Items that cancel one another: begin that block with its first item alone.
  std::fill(weights_.begin(), weights_.end(), 0.0);
  for (std::size_t j = 0; j < design_.construct_count; ++j) weights_[design_.block_begin[j]] = 1.0;
  return normalize(correlations) ? Failure::none : Failure::no_common_variance;
}

/// Scales the weights so that every score has variance 1, and correlates the items with the scores.
bool PlsEngine::normalize(std::span<const double> correlations) {
  const std::size_t p = design_.item_count;
  const std::size_t k = design_.construct_count;
  for (std::size_t a = 0; a < p; ++a) {
    const double* row = correlations.data() + a * p;
    for (std::size_t j = 0; j < k; ++j) {
      double sum = 0;
      for (std::size_t b = design_.block_begin[j]; b < design_.block_begin[j + 1]; ++b) sum += row[b] * weights_[b];
      cross_[a * k + j] = sum;
    }
  }
  for (std::size_t j = 0; j < k; ++j) {
    double variance = 0;
    for (std::size_t a = design_.block_begin[j]; a < design_.block_begin[j + 1]; ++a) {
      variance += weights_[a] * cross_[a * k + j];
    }
    if (!(variance > least_variance)) {
      failed_at_ = j;
      return false;
    }
    const double scale = 1 / std::sqrt(variance);
    for (std::size_t a = design_.block_begin[j]; a < design_.block_begin[j + 1]; ++a) weights_[a] *= scale;
    for (std::size_t a = 0; a < p; ++a) cross_[a * k + j] *= scale;
  }
  return true;
}

void PlsEngine::correlate_scores() {
  const std::size_t k = design_.construct_count;
  for (std::size_t i = 0; i < k; ++i) {
    scores_[i * k + i] = 1;
    for (std::size_t j = 0; j < i; ++j) {
      double sum = 0;
      for (std::size_t a = design_.block_begin[i]; a < design_.block_begin[i + 1]; ++a)
        sum += weights_[a] * cross_[a * k + j];
      scores_[i * k + j] = sum;
      scores_[j * k + i] = sum;
    }
  }
}

/// Fills inner_ (k × k): row i holds the weights with which its neighbours make the inner estimate of construct i.
Failure PlsEngine::inner_weights() {
  const std::size_t k = design_.construct_count;
  std::fill(inner_.begin(), inner_.end(), 0.0);
  const auto neighbour_weight = [&](double r) {
    return options_.scheme == Scheme::centroid ? static_cast<double>((r > 0) - (r < 0)) : r;
  };
  for (std::size_t i = 0; i < k; ++i) {
    for (const std::size_t j : design_.outcomes[i]) inner_[i * k + j] = neighbour_weight(scores_[i * k + j]);
    if (options_.scheme != Scheme::path) {
      for (const std::size_t j : design_.causes[i]) inner_[i * k + j] = neighbour_weight(scores_[i * k + j]);
      continue;
    }
    if (const Failure failure = regress(i); failure != Failure::none) return failure;
    for (std::size_t c = 0; c < design_.causes[i].size(); ++c) inner_[i * k + design_.causes[i][c]] = solution_[c];
  }
  return Failure::none;
}

/// Unscaled weights: Mode A the covariances of the items with the inner estimate, Mode B their regression.
void PlsEngine::outer_weights() {
  const std::size_t k = design_.construct_count;
  for (std::size_t i = 0; i < k; ++i) {
    const std::size_t begin = design_.block_begin[i];
    for (std::size_t a = begin; a < design_.block_begin[i + 1]; ++a) {
      double sum = 0;
      for (std::size_t j = 0; j < k; ++j) sum += inner_[i * k + j] * cross_[a * k + j];
      weights_[a] = sum;
    }
    if (design_.modes[i] == Mode::B) blocks_[i].solve(weights_.data() + begin);
  }
}

/// Regresses a construct on its causes; the coefficients go to solution_, in the order of the causes.
Failure PlsEngine::regress(std::size_t construct) {
  const std::size_t k = design_.construct_count;
  const auto& causes = design_.causes[construct];
  if (causes.empty()) return Failure::none;
  const auto entry = [&](std::size_t i, std::size_t j) { return scores_[causes[i] * k + causes[j]]; };
  if (!causes_.factor(causes.size(), entry)) {
    failed_at_ = construct;
    return Failure::collinear_causes;
  }
  for (std::size_t i = 0; i < causes.size(); ++i) solution_[i] = scores_[causes[i] * k + construct];
  causes_.solve(solution_.data());
  return Failure::none;
}

void PlsEngine::flip(std::size_t construct) {
  const std::size_t k = design_.construct_count;
  for (std::size_t a = design_.block_begin[construct]; a < design_.block_begin[construct + 1]; ++a) weights_[a] *= -1;
  for (std::size_t a = 0; a < design_.item_count; ++a) cross_[a * k + construct] *= -1;
  for (std::size_t j = 0; j < k; ++j) {
    if (j == construct) continue;
    scores_[construct * k + j] *= -1;
    scores_[j * k + construct] *= -1;
  }
  for (std::size_t i = 0; i < design_.paths.size(); ++i) {
    if (design_.paths[i].from == construct || design_.paths[i].to == construct) coefficients_[i] *= -1;
  }
}

}  // namespace rapport::stats
