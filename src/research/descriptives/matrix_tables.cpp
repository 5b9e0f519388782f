#include "research/descriptives/matrix_tables.hpp"

#include <cmath>

#include "stats/sem/sample/moment_file.hpp"

namespace rapport::research {
namespace {

using stats::sem::MomentInput;

double sd_of(const MomentInput& group, std::size_t i) {
  return group.sd.empty() ? std::sqrt(group.cov.at(i, i)) : group.sd[i];
}

Table moments_of(const MomentInput& group, const http::Messages& messages) {
  Table table{.caption = std::string(messages.text("lab_matrix_means")), .columns = {"variable", "mean", "sd"}};
  for (std::size_t i = 0; i < group.cov.rows.size(); ++i) {
    table.rows.push_back(
        {.name = group.cov.rows[i],
         .cells = {group.mean.empty() ? Cell::empty() : Cell::number(group.mean[i]), Cell::number(sd_of(group, i))}});
  }
  return table;
}

stats::NamedMatrix correlations_of(const MomentInput& group) {
  stats::NamedMatrix correlations = group.cov;
  if (!group.sd.empty()) return correlations;
  for (std::size_t i = 0; i < correlations.rows.size(); ++i) {
    for (std::size_t j = 0; j < correlations.cols.size(); ++j) {
      correlations.at(i, j) = group.cov.at(i, j) / (sd_of(group, i) * sd_of(group, j));
    }
  }
  return correlations;
}

}  // namespace

std::vector<Table> matrix_tables(const AnswerSet& set, const http::Messages& messages) {
  std::vector<Table> tables;
  for (const MomentInput& group : stats::sem::moments_in(set.table)) {
    const auto n = static_cast<std::int64_t>(group.n);
    const std::string size =
        group.group.empty()
            ? messages.format("lab_matrix_one", {{.name = "n", .number = n}})
            : messages.format("lab_matrix_group", {{.name = "name", .text = group.group}, {.name = "n", .number = n}});
    tables.push_back(moments_of(group, messages));
    tables.back().hint = size;
    tables.push_back(table_of(std::string(messages.text("lab_matrix_correlations")), correlations_of(group),
                              Triangle::lower_with_diagonal));
    tables.back().columns.front() = "variable";
    tables.back().hint = size;
  }
  return tables;
}

}  // namespace rapport::research
