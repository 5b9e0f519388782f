#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "stats/resample/random.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::stats::sem {

/// Answers for tests: two factors of three items each, the second caused by the first and by a covariate z, and a group
/// "north" or "south" in turn. Skewed enough that robust figures differ from plain ones.
inline DataTable drawn_data(std::size_t n, std::uint64_t seed) {
  Random random(seed, 0);
  std::vector<std::vector<double>> items(7);
  std::vector<std::string> groups;
  for (std::size_t i = 0; i < n; ++i) {
    const double z = random.normal();
    const double f = random.normal();
    const double g = 0.6 * f + 0.4 * z + 0.7 * random.normal();
    for (std::size_t j = 0; j < 6; ++j) {
      const double error = random.normal();
      items[j].push_back(0.5 * static_cast<double>(j) + (0.7 + 0.1 * static_cast<double>(j % 3)) * (j < 3 ? f : g) +
                         0.6 * (error + 0.4 * (error * error - 1)));
    }
    items[6].push_back(z);
    groups.push_back(i % 2 ? "south" : "north");
  }
  DataTable table;
  for (std::size_t j = 0; j < 6; ++j) table.add_numbers("x" + std::to_string(j + 1), items[j]);
  table.row_count = n;
  table.add_numbers("z", items[6]);
  table.add_texts("region", groups);
  return table;
}

/// The same cut into categories 1 … k.
inline DataTable in_categories(const DataTable& table, int categories) {
  DataTable cut = table;
  for (Column& column : cut.columns) {
    if (column.name[0] != 'x') continue;
    double mean = 0;
    for (const double value : column.numbers) mean += value / static_cast<double>(column.numbers.size());
    for (double& value : column.numbers)
      value = std::clamp(std::floor((value - mean) / 0.8) + 1 + categories / 2, 1.0, static_cast<double>(categories));
  }
  return cut;
}

}  // namespace rapport::stats::sem
