#include "stats/pls/assemble.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "stats/pls/fit.hpp"
#include "stats/reliability/indices.hpp"

namespace rapport::stats {
namespace {
constexpr double high_vif = 10;

/// Fills a result part by part; the parts need little of one another.
class Assembler {
 public:
  Assembler(const PathModel& model, const PlsDesign& design, const PlsEngine& engine, const PlsAnswers& answers)
      : model_(model), design_(design), engine_(engine), answers_(answers), k_(design.construct_count) {}

  PlsResult run(const PlsOptions& options) {
    result_.converged = true;
    result_.iterations = engine_.iterations();
    result_.n = answers_.rows.size();
    result_.left_out = answers_.left_out;
    result_.scheme = options.scheme;
    add_paths();
    add_items();
    add_constructs();
    add_matrices();
    add_effects();
    result_.fit = fit_of(design_, engine_, answers_.correlations);
    add_warnings();
    return std::move(result_);
  }

 private:
  double score_correlation(std::size_t i, std::size_t j) const { return engine_.correlations()[i * k_ + j]; }
  BlockView block(std::size_t j) const {
    return {.matrix = answers_.correlations,
            .width = design_.item_count,
            .begin = design_.block_begin[j],
            .size = design_.block_size(j)};
  }

  /// R² of a construct regressed on some of its causes.
  double r2_on(std::size_t construct, const std::vector<std::size_t>& causes) {
    if (causes.empty()) return 0;
    cholesky_.factor(causes.size(),
                     [&](std::size_t i, std::size_t j) { return score_correlation(causes[i], causes[j]); });
    std::vector<double> solution;
    for (const std::size_t cause : causes) solution.push_back(score_correlation(cause, construct));
    cholesky_.solve(solution.data());
    double r2 = 0;
    for (std::size_t i = 0; i < causes.size(); ++i) r2 += solution[i] * score_correlation(causes[i], construct);
    return r2;
  }

  void add_paths() {
    for (std::size_t i = 0; i < design_.paths.size(); ++i) {
      const auto [from, to] = design_.paths[i];
      std::vector<std::size_t> others = design_.causes[to];
      std::erase(others, from);
      const double r2 = engine_.r2(to);
      result_.paths.push_back({.from = model_.constructs[from].name,
                               .to = model_.constructs[to].name,
                               .coefficient = {.est = engine_.coefficients()[i]},
                               .f2 = r2 < 1 ? (r2 - r2_on(to, others)) / (1 - r2) : not_estimated,
                               .vif = 1 / (1 - r2_on(from, others))});
    }
  }

  void add_items() {
    for (std::size_t j = 0; j < k_; ++j) {
      const BlockView view = block(j);
      const bool regular = cholesky_.factor(view.size, [&](std::size_t a, std::size_t b) { return view.at(a, b); });
      for (std::size_t a = 0; a < view.size; ++a) {
        std::vector<double> column(view.size);  // of the inverse
        column[a] = 1;
        if (regular) cholesky_.solve(column.data());
        ItemEstimate item{.construct = model_.constructs[j].name,
                          .item = model_.constructs[j].items[a],
                          .value = {.est = engine_.loading(view.begin + a)},
                          .vif = regular ? column[a] : not_estimated};
        result_.loadings.push_back(item);
        item.value.est = engine_.weights()[view.begin + a];
        result_.weights.push_back(std::move(item));
      }
    }
  }

  void add_constructs() {
    const auto n = static_cast<double>(answers_.rows.size());
    for (std::size_t j = 0; j < k_; ++j) {
      const BlockView view = block(j);
      std::vector<double> loadings;
      for (std::size_t a = 0; a < view.size; ++a) loadings.push_back(engine_.loading(view.begin + a));
      ConstructEstimate construct{.name = model_.constructs[j].name, .mode = design_.modes[j], .item_count = view.size};
      const auto causes = static_cast<double>(design_.causes[j].size());
      if (causes > 0) {
        construct.r2 = engine_.r2(j);
        if (n - causes - 1 > 0) construct.r2_adj = 1 - (1 - construct.r2) * (n - 1) / (n - causes - 1);
      }
      construct.alpha = view.size == 1 ? 1 : cronbach_alpha(view);
      const std::span<const double> weights(engine_.weights());
      construct.rho_a = design_.modes[j] == Mode::B ? 1 : rho_a(weights.subspan(view.begin, view.size), view);
      construct.rho_c = composite_reliability(loadings);
      construct.ave = average_variance_extracted(loadings);
      result_.constructs.push_back(std::move(construct));
    }
  }

  void add_matrices() {
    std::vector<std::string> names;
    for (const Construct& construct : model_.constructs) names.push_back(construct.name);
    result_.correlations = {.rows = names, .cols = names, .values = engine_.correlations()};
    result_.cross_loadings = {.rows = model_.items(), .cols = names, .values = engine_.cross_loadings()};
    result_.fornell_larcker = result_.correlations;
    result_.htmt = result_.correlations;
    for (std::size_t i = 0; i < k_; ++i) {
      for (std::size_t j = 0; j < k_; ++j) {
        if (i != j) result_.htmt.at(i, j) = heterotrait_monotrait(block(i), block(j));
      }
      result_.fornell_larcker.at(i, i) = std::sqrt(result_.constructs[i].ave);
      result_.htmt.at(i, i) = not_estimated;
    }
  }

  void add_effects() {
    const std::vector<double> total = total_effects(design_, engine_.coefficients());
    for (const auto& [from, to] : design_.effects) {
      EffectEstimate effect{.from = model_.constructs[from].name, .to = model_.constructs[to].name};
      for (std::size_t i = 0; i < design_.causes[to].size(); ++i) {
        if (design_.causes[to][i] == from) effect.direct = engine_.coefficients()[design_.causes_paths[to][i]];
      }
      effect.total.est = total[from * k_ + to];
      effect.indirect.est = effect.total.est - effect.direct;
      result_.effects.push_back(std::move(effect));
    }
  }

  void add_warnings() {
    auto& warnings = result_.warnings;
    if (result_.left_out > 0) {
      warnings.push_back(left_out_warning(answers_));
    }
    if (result_.n <= design_.item_count) {
      warnings.push_back(fmt::format("There are only {} respondents for {} items: expect unstable estimates.",
                                     result_.n, design_.item_count));
    }
    for (const ItemEstimate& loading : result_.loadings) {
      if (loading.value.est < 0) {
        warnings.push_back(fmt::format("The item {} loads negatively on {}: is it worded the other way round?",
                                       loading.item, loading.construct));
      }
    }
    for (const PathEstimate& path : result_.paths) {
      if (path.vif > high_vif) {
        warnings.push_back(fmt::format("Among the causes of {}, {} is nearly a combination of the others (VIF {:.1f}).",
                                       path.to, path.from, path.vif));
      }
    }
    for (const ItemEstimate& weight : result_.weights) {
      const bool mode_b = result_.constructs[*model_.find(weight.construct)].mode == Mode::B;
      if (mode_b && weight.vif > high_vif) {
        warnings.push_back(
            fmt::format("Among the items of {} (Mode B), {} is nearly a combination of the others (VIF {:.1f}).",
                        weight.construct, weight.item, weight.vif));
      }
    }
  }

  const PathModel& model_;
  const PlsDesign& design_;
  const PlsEngine& engine_;
  const PlsAnswers& answers_;
  std::size_t k_;
  SmallCholesky cholesky_;
  PlsResult result_;
};
}  // namespace

PlsResult assemble(const PathModel& model, const PlsDesign& design, const PlsEngine& engine, const PlsAnswers& answers,
                   const PlsOptions& options) {
  return Assembler(model, design, engine, answers).run(options);
}

}  // namespace rapport::stats
