#include "research/descriptives/descriptive_tables.hpp"

namespace rapport::research {
namespace {

Row frequency_row(const stats::ValueCount& value, std::string words) {
  return {.name = value.value,
          .label = std::move(words),
          .cells = {Cell::count(value.count), Cell::percent(value.percent), Cell::percent(value.valid_percent),
                    Cell::percent(value.cumulative_percent), Cell::bar(value.valid_percent)}};
}

Table frequency_table(const AnswerSet& set, const stats::FrequencyTable& frequencies, const http::Messages& messages) {
  const AnswerVariable* variable = set.find(frequencies.name);
  Table table{.caption = frequencies.name,
              .hint = variable ? variable->label : "",
              .columns = {"value", "count", "percent", "valid_percent", "cumulative_percent", "share"}};
  for (const auto& value : frequencies.values) {
    table.rows.push_back(frequency_row(value, variable ? label_of(variable->value_labels, value.number) : ""));
  }
  if (frequencies.missing > 0) {
    const double all = static_cast<double>(frequencies.n + frequencies.missing);
    table.rows.push_back({.name = std::string(messages.text("lab_no_answer")),
                          .cells = {Cell::count(frequencies.missing),
                                    Cell::percent(100 * static_cast<double>(frequencies.missing) / all), Cell::empty(),
                                    Cell::empty(), Cell::words("")}});
  }
  return table;
}

}  // namespace

Table variables_table(const AnswerSet& set, const stats::Description& description, const http::Messages& messages) {
  Table table{
      .caption = std::string(messages.text("lab_variables")),
      .note = messages.format("lab_note_variables",
                              {{.name = "n", .number = static_cast<std::int64_t>(description.row_count)}}),
      .columns = {"variable", "n", "missing", "mean", "sd", "se", "median", "min", "max", "skewness", "kurtosis"}};
  for (const auto& v : description.variables) {
    const AnswerVariable* variable = set.find(v.name);
    table.rows.push_back({.name = v.name,
                          .label = variable ? variable->label : "",
                          .cells = {Cell::count(v.n), Cell::count(v.missing), Cell::number(v.mean), Cell::number(v.sd),
                                    Cell::number(v.se), Cell::number(v.median, 2), Cell::number(v.min, 2),
                                    Cell::number(v.max, 2), Cell::number(v.skewness), Cell::number(v.kurtosis)}});
  }
  return table;
}

std::vector<Table> frequency_tables(const AnswerSet& set, const stats::Description& description,
                                    const http::Messages& messages) {
  std::vector<Table> tables;
  for (const auto& frequencies : description.frequencies) {
    tables.push_back(frequency_table(set, frequencies, messages));
  }
  return tables;
}

}  // namespace rapport::research
