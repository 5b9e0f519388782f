#include "stats/pls/design.hpp"

namespace rapport::stats {

PlsDesign design_of(const PathModel& model) {
  PlsDesign design;
  design.construct_count = model.constructs.size();
  design.block_begin.push_back(0);
  for (const Construct& construct : model.constructs) {
    design.item_count += construct.items.size();
    design.block_begin.push_back(design.item_count);
    design.modes.push_back(construct.mode);
  }
  design.paths = model.paths;
  design.causes.resize(design.construct_count);
  design.causes_paths.resize(design.construct_count);
  design.outcomes.resize(design.construct_count);
  for (std::size_t i = 0; i < model.paths.size(); ++i) {
    design.causes[model.paths[i].to].push_back(model.paths[i].from);
    design.causes_paths[model.paths[i].to].push_back(i);
    design.outcomes[model.paths[i].from].push_back(model.paths[i].to);
  }
  design.causal_order = model.causal_order();
  // Coefficients of one make the total effect of a pair the number of its chains.
  const std::vector<double> chains = total_effects(design, std::vector<double>(design.paths.size(), 1.0));
  for (const std::size_t from : design.causal_order) {
    for (const std::size_t to : design.causal_order) {
      if (chains[from * design.construct_count + to] > 0) design.effects.emplace_back(from, to);
    }
  }
  return design;
}

std::vector<double> total_effects(const PlsDesign& design, const std::vector<double>& coefficients) {
  const std::size_t k = design.construct_count;
  std::vector<double> total(k * k);
  for (std::size_t from = 0; from < k; ++from) {
    for (const std::size_t to : design.causal_order) {
      double sum = 0;
      for (std::size_t i = 0; i < design.causes[to].size(); ++i) {
        const std::size_t through = design.causes[to][i];
        const double coefficient = coefficients[design.causes_paths[to][i]];
        sum += through == from ? coefficient : total[from * k + through] * coefficient;
      }
      total[from * k + to] = sum;
    }
  }
  return total;
}

}  // namespace rapport::stats
