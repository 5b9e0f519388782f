#include "stats/pls/answers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "stats/table/moments.hpp"

namespace rapport::stats {
namespace {
void check_paths(const PathModel& model, std::size_t n) {
  if (model.paths.empty()) {
    throw EstimationError(
        Failure::no_path,
        "The model has no path, so PLS has nothing to estimate. Add a line such as \"Loyalty ~ Image\".", 0, n);
  }
  for (std::size_t i = 0; i < model.constructs.size(); ++i) {
    const bool connected = std::any_of(model.paths.begin(), model.paths.end(),
                                       [&](const Path& path) { return path.from == i || path.to == i; });
    if (!connected) {
      throw EstimationError(Failure::no_path,
                            fmt::format("The construct {} takes part in no path, so its weights are not defined. Join "
                                        "it to another or remove it.",
                                        model.constructs[i].name),
                            0, n);
    }
  }
}
}  // namespace

PlsAnswers answers_for(const PathModel& model, const DataTable& table, PathsNeeded paths) {
  const std::vector<std::string> items = model.items();
  if (items.size() > most_items) {
    throw EstimationError(Failure::too_many_items, fmt::format("The model has {} items; at most {} can be estimated.",
                                                               items.size(), most_items));
  }
  check_variables(model, table);
  PlsAnswers answers;
  for (const std::string& item : items) answers.columns.push_back(numbers_of(table, item));
  answers.rows = complete_rows(table, items);
  answers.left_out = table.row_count - answers.rows.size();
  const std::size_t n = answers.rows.size();
  if (paths == PathsNeeded::yes) check_paths(model, n);
  if (n < 3) {
    throw EstimationError(
        Failure::too_few_respondents,
        fmt::format("Only {} of {} respondents answered every item of the model; at least 3 are needed.", n,
                    table.row_count),
        0, n);
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto column = answers.columns[i];
    const double first = column[answers.rows[0]];
    if (std::all_of(answers.rows.begin(), answers.rows.end(), [&](std::size_t row) { return column[row] == first; })) {
      throw EstimationError(
          Failure::no_variance,
          fmt::format("All {} respondents gave the same answer to {}, so it explains nothing. Remove the item.", n,
                      items[i]),
          0, n);
    }
  }
  answers.correlations = correlations_of(moments_of(answers.columns, answers.rows));
  return answers;
}

std::string left_out_warning(const PlsAnswers& answers) {
  return fmt::format("{} of {} respondents left out an item of the model and were left out.", answers.left_out,
                     answers.left_out + answers.rows.size());
}

EstimationError estimation_error(const PathModel& model, Failure failure, std::size_t construct, int iterations,
                                 std::size_t n) {
  const std::string& name = model.constructs[construct].name;
  std::string reason;
  switch (failure) {
    case Failure::collinear_items:
      reason = fmt::format(
          "The items of {} (Mode B) are collinear: one is a combination of the others, or there are fewer respondents "
          "than "
          "items. Remove an item, or measure the construct with =~.",
          name);
      break;
    case Failure::collinear_causes:
      reason =
          fmt::format("The causes of {} are collinear, so their paths cannot be told apart. Remove one of them.", name);
      break;
    case Failure::no_common_variance:
      reason = fmt::format("The items of {} have nothing in common with the constructs that it is joined to.", name);
      break;
    case Failure::iteration_limit:
      reason = fmt::format(
          "The weights had not settled after {} iterations. Try another scheme, or more iterations or a larger "
          "tolerance.",
          iterations);
      break;
    default:
      reason = "The model cannot be estimated from these answers.";
  }
  return EstimationError(failure, reason, iterations, n);
}

}  // namespace rapport::stats
