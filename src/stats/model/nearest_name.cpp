#include "stats/model/nearest_name.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace rapport::stats {
namespace {
constexpr std::size_t longest_compared_name = 100;

/// Four times the number of edits between two names, so that a change of case can count a quarter, and a swap of
/// neighbours, the commonest slip, three.
std::size_t fourfold_distance(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = 4 * i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = 4 * j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = a[i - 1] == b[j - 1] ? 0 : lower(a[i - 1]) == lower(b[j - 1]) ? 1 : 4;
      d[i][j] = std::min({d[i - 1][j] + 4, d[i][j - 1] + 4, d[i - 1][j - 1] + replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 3);
    }
  }
  return d[a.size()][b.size()];
}
}  // namespace

std::optional<std::string> nearest_name(std::string_view name, std::span<const std::string> candidates) {
  std::optional<std::string> best;
  std::size_t least = 0;
  for (const std::string& candidate : candidates) {
    if (std::max(name.size(), candidate.size()) > longest_compared_name) continue;
    const std::size_t distance = fourfold_distance(name, candidate);
    const std::size_t limit = std::max<std::size_t>(4, 4 * std::max(name.size(), candidate.size()) / 3);
    if (distance <= limit && (!best || distance < least)) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

}  // namespace rapport::stats
