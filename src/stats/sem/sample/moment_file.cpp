#include "stats/sem/sample/moment_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "stats/table/csv.hpp"

namespace rapport::stats::sem {
namespace {
/// The rows of one group.
struct Block {
  std::string label = {};
  std::vector<std::size_t> rows = {};
};

class MomentReader {
 public:
  explicit MomentReader(const DataTable& file)
      : file_(file), names_(column("name", true)), groups_(column("group", false)) {
    for (const Column& each : file.columns) {
      if (&each == names_ || &each == groups_) continue;
      if (!each.is_numeric) {
        throw TableError(file.source, each.first_text,
                         "this cell is not a number. The rows are named by a column headed name.");
      }
      variables_.push_back(&each);
    }
    if (variables_.empty()) refuse("it has no variables.");
  }

  std::vector<MomentInput> read(const std::vector<std::size_t>& sizes) const {
    const std::vector<Block> blocks = blocks_of_file();
    if (!sizes.empty() && sizes.size() != blocks.size()) {
      refuse(fmt::format("it has {} groups, but {} numbers of respondents were given.", blocks.size(), sizes.size()));
    }
    std::vector<MomentInput> inputs;
    for (std::size_t g = 0; g < blocks.size(); ++g) {
      inputs.push_back(input_of(blocks[g]));
      if (!sizes.empty()) inputs.back().n = sizes[g];
      if (inputs.back().n == 0) {
        refuse(fmt::format("the number of respondents{} is not given. Add a row named n, or the option --n.",
                           blocks[g].label.empty() ? "" : " of group " + blocks[g].label));
      }
    }
    return inputs;
  }

 private:
  [[noreturn]] void refuse(const std::string& reason) const { throw TableError(file_.source, {}, reason); }

  const Column* column(const char* name, bool must_be_text) const {
    const Column* found = file_.find(name);
    return found && (!must_be_text || !found->is_numeric) ? found : nullptr;
  }

  std::string label(std::size_t row) const {
    if (!groups_) return {};
    if (!groups_->is_numeric) return groups_->texts[row];
    return std::isnan(groups_->numbers[row]) ? "" : fmt::format("{:.15g}", groups_->numbers[row]);
  }

  std::vector<Block> blocks_of_file() const {
    std::vector<Block> blocks;
    for (std::size_t row = 0; row < file_.row_count; ++row) {
      const std::string of_row = label(row);
      auto block = std::find_if(blocks.begin(), blocks.end(), [&](const Block& b) { return b.label == of_row; });
      if (block == blocks.end()) block = blocks.insert(blocks.end(), {.label = of_row});
      block->rows.push_back(row);
    }
    if (blocks.empty()) refuse("it has a header, but no rows.");
    return blocks;
  }

  /// The row of this name; without names, the one at this place.
  std::optional<std::size_t> row_of(const Block& block, const std::string& name, std::size_t place) const {
    if (!names_) return place < block.rows.size() ? std::optional(block.rows[place]) : std::nullopt;
    std::optional<std::size_t> found;
    for (const std::size_t row : block.rows) {
      if (names_->texts[row] != name) continue;
      if (found) refuse(fmt::format("two rows are named {}.", name));
      found = row;
    }
    return found;
  }

  std::vector<double> extra_row(const Block& block, const std::string& name) const {
    const auto row = names_ ? row_of(block, name, 0) : std::nullopt;
    std::vector<double> values;
    for (const Column* variable : variables_) {
      if (row) values.push_back(variable->numbers[*row]);
    }
    return values;
  }

  void check_rows(const Block& block) const {
    const std::size_t p = variables_.size();
    if (!names_ && block.rows.size() != p) {
      refuse(
          fmt::format("it has {} variables but {} rows. Name the rows in a column headed name to add mean, sd and n.",
                      p, block.rows.size()));
    }
    for (const std::size_t row : block.rows) {
      if (!names_) break;
      const std::string& name = names_->texts[row];
      const bool known =
          name == "mean" || name == "sd" || name == "n" ||
          std::any_of(variables_.begin(), variables_.end(), [&](const Column* v) { return v->name == name; });
      if (!known) refuse(fmt::format("the row {} is neither a variable of the header nor mean, sd or n.", name));
    }
  }

  MomentInput input_of(const Block& block) const {
    check_rows(block);
    const std::size_t p = variables_.size();
    MomentInput input{.group = block.label};
    for (const Column* variable : variables_) input.cov.rows.push_back(variable->name);
    input.cov.cols = input.cov.rows;
    input.cov.values.assign(p * p, std::nan(""));
    for (std::size_t i = 0; i < p; ++i) {
      const auto row = row_of(block, variables_[i]->name, i);
      if (!row) refuse(fmt::format("the variable {} has no row.", variables_[i]->name));
      for (std::size_t j = 0; j < p; ++j) input.cov.at(i, j) = variables_[j]->numbers[*row];
    }
    for (std::size_t i = 0; i < p; ++i) {
      for (std::size_t j = 0; j < p; ++j) {
        if (std::isnan(input.cov.at(i, j))) input.cov.at(i, j) = input.cov.at(j, i);
      }
    }
    input.mean = extra_row(block, "mean");
    input.sd = extra_row(block, "sd");
    for (const double size : extra_row(block, "n")) {
      if (std::isnan(size)) continue;
      if (!(size >= 1) || size != std::floor(size) || size > 1e15)
        refuse(fmt::format("{} is no number of respondents.", size));
      input.n = static_cast<std::size_t>(size);
      break;
    }
    return input;
  }

  const DataTable& file_;
  const Column* names_;
  const Column* groups_;
  std::vector<const Column*> variables_ = {};
};
}  // namespace

std::vector<MomentInput> moments_in(const DataTable& file, const std::vector<std::size_t>& sizes) {
  return MomentReader(file).read(sizes);
}

DataTable moments_table(const std::vector<MomentInput>& groups) {
  const std::vector<std::string>& variables = groups.front().cov.rows;
  std::vector<std::string> names, labels;
  std::vector<std::vector<double>> columns(variables.size());
  for (const MomentInput& group : groups) {
    const auto add = [&](const std::string& name, const auto& value_of) {
      names.push_back(name);
      labels.push_back(group.group);
      for (std::size_t j = 0; j < columns.size(); ++j) columns[j].push_back(value_of(j));
    };
    for (std::size_t i = 0; i < variables.size(); ++i)
      add(variables[i], [&](std::size_t j) { return group.cov.at(i, j); });
    if (!group.sd.empty()) add("sd", [&](std::size_t j) { return group.sd[j]; });
    if (!group.mean.empty()) add("mean", [&](std::size_t j) { return group.mean[j]; });
    add("n", [&](std::size_t) { return static_cast<double>(group.n); });
  }
  DataTable table;
  table.row_count = names.size();
  table.add_texts("name", std::move(names));
  if (groups.size() > 1) table.add_texts("group", std::move(labels));
  for (std::size_t j = 0; j < columns.size(); ++j) table.add_numbers(variables[j], std::move(columns[j]));
  return table;
}

std::vector<MomentInput> read_moments(const std::filesystem::path& path, const std::vector<std::size_t>& sizes) {
  return moments_in(read_csv(path), sizes);
}

}  // namespace rapport::stats::sem
