#include "stats/diagram/layers.hpp"

#include <algorithm>
#include <utility>

namespace rapport::stats {
namespace {
using Link = std::pair<std::size_t, std::size_t>;

std::vector<std::size_t> layer_of_constructs(const PathModel& model) {
  std::vector<std::size_t> layers(model.constructs.size());
  for (const std::size_t j : model.causal_order()) {
    for (const Path& path : model.paths) {
      if (path.to == j) layers[j] = std::max(layers[j], layers[path.from] + 1);
    }
  }
  return layers;
}

/// Positions of the nodes within their columns.
std::vector<double> positions(const Layers& layers) {
  std::vector<double> result(layers.nodes.size());
  for (const auto& column : layers.columns) {
    for (std::size_t i = 0; i < column.size(); ++i) {
      result[column[i]] = static_cast<double>(i) - static_cast<double>(column.size() - 1) / 2;
    }
  }
  return result;
}

std::size_t crossings(const Layers& layers, const std::vector<Link>& links) {
  const std::vector<double> at = positions(layers);
  std::size_t count = 0;
  for (std::size_t i = 0; i < links.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (layers.nodes[links[i].first].layer != layers.nodes[links[j].first].layer) continue;
      const double left = at[links[i].first] - at[links[j].first];
      const double right = at[links[i].second] - at[links[j].second];
      if (left * right < 0) ++count;
    }
  }
  return count;
}

/// Sorts every column by the mean position of its neighbours in the column before (or after).
void sweep(Layers& layers, const std::vector<Link>& links, bool forward) {
  for (std::size_t step = 1; step < layers.columns.size(); ++step) {
    const std::size_t c = forward ? step : layers.columns.size() - 1 - step;
    std::vector<double> wanted = positions(layers);
    const std::vector<double> at = wanted;
    for (const std::size_t node : layers.columns[c]) {
      double sum = 0;
      int count = 0;
      for (const auto& [from, to] : links) {
        if ((forward ? to : from) != node) continue;
        sum += at[forward ? from : to];
        ++count;
      }
      if (count > 0) wanted[node] = sum / count;
    }
    std::sort(layers.columns[c].begin(), layers.columns[c].end(), [&](std::size_t a, std::size_t b) {
      return wanted[a] != wanted[b] ? wanted[a] < wanted[b] : at[a] < at[b];  // equals keep their order
    });
  }
}
}  // namespace

Layers layers_of(const PathModel& model) {
  const std::vector<std::size_t> layer = layer_of_constructs(model);
  Layers layers;
  layers.columns.resize(model.constructs.empty() ? 0 : *std::max_element(layer.begin(), layer.end()) + 1);
  for (std::size_t j = 0; j < model.constructs.size(); ++j) {
    layers.columns[layer[j]].push_back(layers.nodes.size());
    layers.nodes.push_back({.construct = j, .layer = layer[j]});
  }
  std::vector<Link> links;
  for (const Path& path : model.paths) {
    std::vector<std::size_t> chain{path.from};
    for (std::size_t c = layer[path.from] + 1; c < layer[path.to]; ++c) {
      chain.push_back(layers.nodes.size());
      layers.columns[c].insert(layers.columns[c].begin(), layers.nodes.size());  // above: items hang below
      layers.nodes.push_back({.layer = c});
    }
    chain.push_back(path.to);
    for (std::size_t i = 1; i < chain.size(); ++i) links.emplace_back(chain[i - 1], chain[i]);
    layers.chains.push_back(std::move(chain));
  }

  auto best = layers.columns;
  std::size_t fewest = crossings(layers, links);
  for (int round = 0; round < 8 && fewest > 0; ++round) {
    sweep(layers, links, round % 2 == 0);
    const std::size_t count = crossings(layers, links);
    if (count < fewest) {
      fewest = count;
      best = layers.columns;
    }
  }
  layers.columns = std::move(best);
  return layers;
}

}  // namespace rapport::stats
