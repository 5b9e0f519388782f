#include "stats/reliability/htmt.hpp"

#include "stats/reliability/indices.hpp"
#include "stats/table/moments.hpp"

namespace rapport::stats {

NamedMatrix htmt_of(const PathModel& model, const DataTable& table) {
  check_variables(model, table);
  const std::vector<std::string> items = model.items();
  std::vector<std::span<const double>> columns;
  for (const std::string& item : items) columns.push_back(numbers_of(table, item));
  const std::vector<double> correlations = correlations_of(moments_of(columns, complete_rows(table, items)));

  NamedMatrix htmt;
  std::vector<BlockView> blocks;
  std::size_t begin = 0;
  for (const Construct& construct : model.constructs) {
    htmt.rows.push_back(construct.name);
    blocks.push_back({correlations, items.size(), begin, construct.items.size()});
    begin += construct.items.size();
  }
  htmt.cols = htmt.rows;
  htmt.values.assign(blocks.size() * blocks.size(), not_estimated);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) htmt.at(i, j) = htmt.at(j, i) = heterotrait_monotrait(blocks[i], blocks[j]);
  }
  return htmt;
}

}  // namespace rapport::stats
