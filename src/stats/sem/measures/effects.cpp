#include "stats/sem/measures/effects.hpp"

#include <algorithm>
#include <set>

#include "stats/sem/measures/delta_method.hpp"
#include "stats/sem/measures/standardized.hpp"

namespace rapport::stats::sem {
namespace {

using Path = std::vector<Index>;  // variables in the order of the arrows

/// The arrows among the model's variables: what regressions say, loadings of higher-order factors left out.
struct Arrows {
  std::vector<std::vector<Index>> from;  // from[i]: where i's arrows point to
  std::size_t count = 0;
};

Arrows arrows_of(const Fit& fit, std::size_t group) {
  Arrows arrows;
  arrows.from.resize(fit.structure.latents.size());
  for (const Cell& cell : fit.structure.cells[group]) {
    const Parameter& row = fit.table.rows[cell.row];
    if (cell.matrix != Matrix::beta || row.op != Op::regressed_on) continue;
    if (cell.free < 0 && row.ustart == 0) continue;
    arrows.from[static_cast<std::size_t>(cell.j)].push_back(cell.i);
    ++arrows.count;
  }
  for (auto& targets : arrows.from) std::sort(targets.begin(), targets.end());
  return arrows;
}

/// All paths of two or more arrows without repetition, in order of length; at most limit of them.
std::vector<Path> paths_of(const Arrows& arrows, std::size_t limit, bool& cut) {
  std::vector<Path> found, current, next;
  for (Index i = 0; i < static_cast<Index>(arrows.from.size()); ++i) current.push_back({i});
  while (!current.empty() && !cut) {
    next.clear();
    for (const Path& path : current) {
      for (const Index to : arrows.from[static_cast<std::size_t>(path.back())]) {
        if (std::find(path.begin(), path.end(), to) != path.end()) continue;
        next.push_back(path);
        next.back().push_back(to);
        cut = cut || next.size() > 10 * limit;
        if (cut) break;
      }
      if (cut) break;
    }
    for (const Path& path : next) {
      if (path.size() < 3) continue;
      if (found.size() == limit) {
        cut = true;
        break;
      }
      found.push_back(path);
    }
    current.swap(next);
  }
  return found;
}

struct Wanted {
  std::string kind;
  Path path;  // of a total: its ends
};

/// What to work out, by pair of ends: the specific paths, their sum, the total.
std::vector<Wanted> wanted_of(const Arrows& arrows, const std::vector<Path>& paths) {
  const auto m = static_cast<Index>(arrows.from.size());
  std::vector<std::set<Index>> reached(arrows.from.size());  // by two or more arrows
  for (Index start = 0; start < m; ++start) {
    std::vector<Index> stack = arrows.from[static_cast<std::size_t>(start)];
    std::set<Index> seen(stack.begin(), stack.end());
    while (!stack.empty()) {
      const Index at = stack.back();
      stack.pop_back();
      for (const Index to : arrows.from[static_cast<std::size_t>(at)]) {
        if (to != start) reached[static_cast<std::size_t>(start)].insert(to);
        if (seen.insert(to).second) stack.push_back(to);
      }
    }
  }
  const bool has_loop = [&] {
    for (Index start = 0; start < m; ++start) {
      for (const Index to : arrows.from[static_cast<std::size_t>(start)]) {
        const auto& onward = reached[static_cast<std::size_t>(to)];
        const auto& direct = arrows.from[static_cast<std::size_t>(to)];
        if (onward.contains(start) || std::find(direct.begin(), direct.end(), start) != direct.end()) return true;
      }
    }
    return false;
  }();
  std::vector<Wanted> wanted;
  for (Index from = 0; from < m; ++from) {
    for (const Index to : reached[static_cast<std::size_t>(from)]) {
      std::size_t own = 0;
      for (const Path& path : paths) {
        if (path.front() != from || path.back() != to) continue;
        wanted.push_back({"indirect", path});
        ++own;
      }
      if (own != 1 || has_loop) wanted.push_back({"total_indirect", {from, to}});
      wanted.push_back({"total", {from, to}});
    }
  }
  return wanted;
}

/// The effects at x; `scale` multiplies an effect of variable j on variable i.
VectorXd effect_values(const std::vector<Wanted>& wanted, const MatrixXd& beta, const VectorXd& sd) {
  const Index m = beta.rows();
  const MatrixXd total = total_effects(beta) - MatrixXd::Identity(m, m);
  VectorXd values(static_cast<Index>(wanted.size()));
  for (std::size_t k = 0; k < wanted.size(); ++k) {
    const Path& path = wanted[k].path;
    double value = 1;
    if (wanted[k].kind == "indirect") {
      for (std::size_t step = 1; step < path.size(); ++step) value *= beta(path[step], path[step - 1]);
    } else {
      value = total(path.back(), path.front());
      if (wanted[k].kind == "total_indirect") value -= beta(path.back(), path.front());
    }
    values[static_cast<Index>(k)] = value * sd[path.front()] / sd[path.back()];
  }
  return values;
}

/// B with its regressions only.
MatrixXd regressions(const Fit& fit, std::size_t group, const Matrices& matrices) {
  MatrixXd beta = MatrixXd::Zero(matrices.beta.rows(), matrices.beta.cols());
  for (const Cell& cell : fit.structure.cells[group]) {
    if (cell.matrix != Matrix::beta || fit.table.rows[cell.row].op != Op::regressed_on) continue;
    beta(cell.i, cell.j) = matrices.beta(cell.i, cell.j);
  }
  return beta;
}

}  // namespace

Effects effects_of(const Fit& fit, std::size_t path_limit) {
  Effects effects;
  if (!fit.structure.has_paths) return effects;
  bool cut = false;
  const auto& names = fit.structure.latents;
  for (std::size_t g = 0; g < fit.structure.cells.size(); ++g) {
    const Arrows arrows = arrows_of(fit, g);
    if (arrows.count < 2) continue;
    const std::vector<Wanted> wanted = wanted_of(arrows, paths_of(arrows, path_limit, cut));
    const VectorXd ones = VectorXd::Ones(static_cast<Index>(names.size()));
    const Precision precision = precision_of(fit, [&](const VectorXd& x) {
      return effect_values(wanted, regressions(fit, g, matrices_at(fit.structure, g, x)), ones);
    });
    const Matrices matrices = matrices_at(fit.structure, g, fit.x);
    const VectorXd standardized =
        effect_values(wanted, regressions(fit, g, matrices), spread_of(fit.structure, matrices).latent);
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      const Path& path = wanted[k].path;
      EffectRow row{.from = names[static_cast<std::size_t>(path.front())],
                    .to = names[static_cast<std::size_t>(path.back())],
                    .kind = wanted[k].kind,
                    .group = g + 1};
      for (std::size_t step = 1; row.kind == "indirect" && step + 1 < path.size(); ++step) {
        row.through.push_back(names[static_cast<std::size_t>(path[step])]);
      }
      fill_in(row, precision, static_cast<Index>(k));
      row.est_std = standardized[static_cast<Index>(k)];
      effects.rows.push_back(std::move(row));
    }
  }
  if (cut) {
    effects.note = "The model has more than " + std::to_string(path_limit) +
                   " indirect paths: the longest are left out of the list, but the totals count them.";
  }
  return effects;
}

}  // namespace rapport::stats::sem
