#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stats/model/model_error.hpp"
#include "stats/model/nearest_name.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::stats {

enum class Mode {
  A,  // "=~": the weights are correlations of the items with the inner estimate
  B   // "<~": the weights are regression coefficients
};

/// A construct and its block of items.
struct Construct {
  std::string name = {};
  Mode mode = Mode::A;
  std::vector<std::string> items = {};
  std::vector<TextPlace> item_places = {};  // where each item stands in the text
  bool is_observed = false;  // not measured by a formula: a variable used in a path as it is, its own single item
};

/// A path from a cause to an outcome; indices into PathModel::constructs.
struct Path {
  std::size_t from = 0;
  std::size_t to = 0;
};

/// Constructs, their items, and a recursive (loop-free) path model between them.
struct PathModel {
  std::string text = {};  // as written
  std::vector<Construct> constructs = {};
  std::vector<Path> paths = {};  // in the order of the text

  std::vector<std::string> items() const;  // of all blocks, in the order of the constructs
  std::optional<std::size_t> find(std::string_view construct) const;
  /// Causes before outcomes; among equals, the order of the text.
  std::vector<std::size_t> causal_order() const;
};

/// Reads a path model in lavaan syntax:
///   Image =~ IMAG1 + IMAG2     a construct and its items, Mode A
///   Price <~ p1 + p2           the same, Mode B
///   Loyalty ~ Image + Price    paths to the left from each on the right
/// with # and ! comments, several formulas on a line after ";", and formulas over several lines. Formulas with the same
/// construct on the left add up. A variable in a path that no formula measures is taken as observed: a construct with
/// itself as the single item.
/// @throws ModelError for what is no formula or not supported here yet (labels, fixed values, "~~", intercepts, …), an
///         item used twice, mixed modes, a doubled path, a loop, a model without any formula or beyond 64 KiB
PathModel parse_model(std::string_view text);

/// Checks that the table has every item of the model.
/// @throws ModelError at the first that it lacks, with the nearest name that exists
void check_variables(const PathModel& model, const DataTable& table);

}  // namespace rapport::stats
