#include "stats/report/sem_scales.hpp"

#include <fmt/format.h>

#include <cmath>

namespace rapport::stats {
namespace {
using sem::SemResult;

/// The observed items of a latent variable in the first group; empty if one of them is no number in the answers.
std::vector<const Column*> items_of(const SemResult& result, const DataTable& answers, const std::string& factor) {
  std::vector<const Column*> items;
  for (const sem::EstimateRow& row : result.parameters) {
    if (row.op != "=~" || row.lhs != factor || row.group > 1) continue;
    const Column* column = answers.find(row.rhs);
    if (!column || !column->is_numeric) return {};
    items.push_back(column);
  }
  return items;
}

/// Whether a respondent belongs to a group, by the label that the result has for it.
bool is_of_group(const Column* group, std::size_t row, const std::string& label) {
  if (!group) return true;
  if (!group->is_numeric) return group->texts[row] == label;
  return fmt::format("{}", group->numbers[row]) == label;
}

void summarize(const std::vector<const Column*>& items, std::size_t rows, const Column* group, const std::string& label,
               sem::ScaleSummary& summary) {
  std::vector<double> means;
  for (std::size_t row = 0; row < rows; ++row) {
    if (!is_of_group(group, row, label)) continue;
    double sum = 0;
    for (const Column* item : items) sum += item->numbers[row];
    if (!std::isnan(sum)) means.push_back(sum / static_cast<double>(items.size()));
  }
  summary.mean = summary.sd = std::nan("");
  if (means.size() < 2) return;
  double sum = 0, squares = 0;
  for (const double mean : means) sum += mean;
  summary.mean = sum / static_cast<double>(means.size());
  for (const double mean : means) squares += (mean - summary.mean) * (mean - summary.mean);
  summary.sd = std::sqrt(squares / static_cast<double>(means.size() - 1));
}
}  // namespace

std::vector<sem::ScaleSummary> scale_summaries(const SemResult& result, const DataTable& answers,
                                               const std::string& group) {
  const Column* group_column = group.empty() ? nullptr : answers.find(group);
  std::vector<sem::ScaleSummary> summaries;
  for (const sem::FactorReliability& factor : result.reliability) {
    const std::vector<const Column*> items = items_of(result, answers, factor.factor);
    if (items.empty() || factor.group > result.groups.size()) continue;
    sem::ScaleSummary summary{.factor = factor.factor, .group = factor.group, .alpha = factor.alpha};
    summarize(items, answers.row_count, group_column, result.groups[factor.group - 1].first, summary);
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

}  // namespace rapport::stats
