#include "research/quality/quality_tables.hpp"

#include "research/quality/thresholds.hpp"

namespace rapport::research {
namespace {

Cell at_least(double value, double threshold) {
  return Cell::number(value, 3, value < threshold ? Mark::warn : Mark::none);
}

}  // namespace

Table reliability_table(const AnswerSet& set, const stats::ReliabilityResult& result, const http::Messages& messages) {
  Table table{
      .caption = std::string(messages.text("lab_reliability")),
      .note = messages.format("lab_note_reliability", {{.name = "n", .number = static_cast<std::int64_t>(result.n)}}),
      .columns = {"construct", "items", "alpha", "alpha_standardized", "rho_c", "ave"}};
  for (const auto& construct : result.constructs) {
    const std::string name = set.construct_name(construct.name);
    table.rows.push_back(
        {.name = construct.name,
         .label = name == construct.name ? "" : name,
         .cells = {Cell::count(construct.items.size()), at_least(construct.alpha, kLeastReliability),
                   at_least(construct.alpha_standardized, kLeastReliability),
                   at_least(construct.rho_c, kLeastReliability), at_least(construct.ave, kLeastVarianceExtracted)}});
  }
  return table;
}

Table items_table(const AnswerSet& set, const stats::ConstructReliability& construct, std::size_t n,
                  const http::Messages& messages) {
  Table table{.caption = set.construct_name(construct.name),
              .note = messages.format("lab_note_items", {{.name = "n", .number = static_cast<std::int64_t>(n)}}),
              .columns = {"item", "mean", "sd", "loading", "item_rest", "alpha_if_deleted"}};
  for (const auto& item : construct.items) {
    const AnswerVariable* variable = set.find(item.name);
    const Mark removing_helps = item.alpha_if_deleted > construct.alpha ? Mark::warn : Mark::none;
    table.rows.push_back(
        {.name = item.name,
         .label = variable ? variable->label : "",
         .cells = {Cell::number(item.mean), Cell::number(item.sd), at_least(item.loading, kLeastLoading),
                   Cell::number(item.item_rest), Cell::number(item.alpha_if_deleted, 3, removing_helps)}});
  }
  return table;
}

Table fornell_larcker_table(const stats::NamedMatrix& fornell_larcker, const http::Messages& messages) {
  Table table =
      table_of(std::string(messages.text("lab_fornell_larcker")), fornell_larcker, Triangle::lower_with_diagonal);
  table.note = messages.text("lab_note_fornell_larcker");
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    table.rows[i].cells[i].mark = Mark::diagonal;
    for (std::size_t j = 0; j < i; ++j) {
      if (!is_discriminant(fornell_larcker, i, j)) table.rows[i].cells[j].mark = Mark::bad;
    }
  }
  return table;
}

Table htmt_table(const stats::NamedMatrix& htmt, const http::Messages& messages) {
  Table table = table_of(std::string(messages.text("lab_htmt")), htmt, Triangle::lower);
  table.note = messages.text("lab_note_htmt");
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (htmt.at(i, j) > kMostHtmt) table.rows[i].cells[j].mark = Mark::bad;
    }
  }
  return table;
}

}  // namespace rapport::research
