#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "stats/model/model_error.hpp"
#include "stats/sem/table/parameter_table.hpp"

namespace rapport::stats::sem {

/// What a hypothesis says of a parameter, before any data are seen.
enum class Direction { positive, negative, different };

/// "H1a: customer_focus -> perceived_rapport > 0", "H2: indirect != 0", "H3: trust <-> commitment > 0".
struct Hypothesis {
  enum class Kind {
    path,        // from -> to: a path, or a loading
    covariance,  // from <-> to
    named        // a label, or a := name, in `from`
  };
  std::string name = {};
  std::string text = {};  // as written after the colon, blanks settled
  Kind kind = Kind::path;
  std::string from = {};
  std::string to = {};
  Direction direction = Direction::positive;
  TextPlace place = {};  // of `from`
};

/// A mistake in the text of the hypotheses, as of ModelError.
struct HypothesisError : ModelError {
  using ModelError::ModelError;
};

/// The hypotheses of a text, one a line (or a ";"), with # comments.
struct Hypotheses {
  std::string text = {};
  std::vector<Hypothesis> list = {};
};

/// @throws HypothesisError for a line that is no hypothesis, a name that stands twice, or a text beyond 64 KiB
Hypotheses parse_hypotheses(std::string_view text);

/// The rows of the table that the hypotheses speak of, one for each.
/// @throws HypothesisError for a parameter that the model lacks (with the nearest name there is), that is fixed, or
/// that
///         several groups have with different values: then a label says which
std::vector<std::size_t> rows_of(const Hypotheses& hypotheses, const ParameterTable& table);

}  // namespace rapport::stats::sem
