#include "stats/describe/describe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace rapport::stats {
namespace {
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

double median_of(std::vector<double> sorted) {
  const std::size_t n = sorted.size();
  if (n == 0) return undefined;
  return n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

VariableDescription describe_texts(const Column& column) {
  VariableDescription result{.name = column.name,
                             .mean = undefined,
                             .sd = undefined,
                             .se = undefined,
                             .median = undefined,
                             .min = undefined,
                             .max = undefined,
                             .skewness = undefined,
                             .kurtosis = undefined};
  for (const std::string& text : column.texts) ++(text.empty() ? result.missing : result.n);
  return result;
}

template <class Value>
std::vector<std::pair<Value, std::size_t>> counted(const std::vector<Value>& valid, std::size_t max_distinct) {
  std::map<Value, std::size_t> counts;
  for (const Value& value : valid) {
    ++counts[value];
    if (counts.size() > max_distinct) return {};
  }
  return {counts.begin(), counts.end()};
}

double as_number(double value) {
  return value;
}
double as_number(const std::string&) {
  return undefined;
}

template <class Value>
FrequencyTable frequency_table(const Column& column, const std::vector<Value>& valid, std::size_t row_count,
                               std::size_t max_distinct) {
  FrequencyTable table{.name = column.name, .n = valid.size(), .missing = row_count - valid.size()};
  std::size_t so_far = 0;
  for (const auto& [value, count] : counted(valid, max_distinct)) {
    so_far += count;
    const auto share = [](std::size_t part, std::size_t whole) {
      return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
    };
    table.values.push_back({.value = fmt::format("{}", value),
                            .number = as_number(value),
                            .count = count,
                            .percent = share(count, row_count),
                            .valid_percent = share(count, valid.size()),
                            .cumulative_percent = share(so_far, valid.size())});
  }
  return table;
}

FrequencyTable frequencies_of(const Column& column, std::size_t row_count, std::size_t max_distinct) {
  if (column.is_numeric) {
    std::vector<double> valid;
    std::copy_if(column.numbers.begin(), column.numbers.end(), std::back_inserter(valid),
                 [](double number) { return !std::isnan(number); });
    return frequency_table(column, valid, row_count, max_distinct);
  }
  std::vector<std::string> valid;
  std::copy_if(column.texts.begin(), column.texts.end(), std::back_inserter(valid),
               [](const std::string& text) { return !text.empty(); });
  return frequency_table(column, valid, row_count, max_distinct);
}
}  // namespace

VariableDescription describe_numbers(std::string name, std::span<const double> numbers) {
  std::vector<double> valid;
  std::copy_if(numbers.begin(), numbers.end(), std::back_inserter(valid), [](double x) { return !std::isnan(x); });
  VariableDescription result{.name = std::move(name), .n = valid.size(), .missing = numbers.size() - valid.size()};
  const auto n = static_cast<double>(valid.size());

  double sum = 0;
  for (const double x : valid) sum += x;
  result.mean = valid.empty() ? undefined : sum / n;
  double m2 = 0, m3 = 0, m4 = 0;
  for (const double x : valid) {
    const double d = x - result.mean;
    m2 += d * d;
    m3 += d * d * d;
    m4 += d * d * d * d;
  }
  result.sd = valid.size() < 2 ? undefined : std::sqrt(m2 / (n - 1));
  result.se = result.sd / std::sqrt(n);

  std::sort(valid.begin(), valid.end());
  result.median = median_of(valid);
  result.min = valid.empty() ? undefined : valid.front();
  result.max = valid.empty() ? undefined : valid.back();

  m2 /= n, m3 /= n, m4 /= n;
  const bool varies = !valid.empty() && result.min < result.max;
  const double g1 = m3 / std::pow(m2, 1.5);
  const double g2 = m4 / (m2 * m2) - 3;
  result.skewness = varies && valid.size() > 2 ? g1 * std::sqrt(n * (n - 1)) / (n - 2) : undefined;
  result.kurtosis = varies && valid.size() > 3 ? ((n + 1) * g2 + 6) * (n - 1) / ((n - 2) * (n - 3)) : undefined;
  return result;
}

Description describe(const DataTable& table, const DescribeOptions& options) {
  Description result{.row_count = table.row_count, .variables = {}, .frequencies = {}};
  for (const Column& column : table.columns) {
    result.variables.push_back(column.is_numeric ? describe_numbers(column.name, column.numbers)
                                                 : describe_texts(column));
    result.variables.back().label = column.label;
    FrequencyTable frequencies = frequencies_of(column, table.row_count, options.max_distinct);
    frequencies.label = column.label;
    for (ValueCount& value : frequencies.values) value.label = label_of(column.value_labels, value.number);
    if (!frequencies.values.empty()) result.frequencies.push_back(std::move(frequencies));
  }
  return result;
}

}  // namespace rapport::stats
