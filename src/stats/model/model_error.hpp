#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace rapport::stats {

/// A place in the text of a model, counted from 1; columns in characters, not bytes.
struct TextPlace {
  std::size_t line = 0;
  std::size_t column = 0;
};

/// A model text that cannot be used. what() holds the place, the reason, the line and a caret under the place:
///   line 2, column 11: "x9" is neither a construct of this model nor a variable of mobi.csv.
///     Loyalty ~ x9
///               ^
struct ModelError : std::runtime_error {
  /// @param text  the whole model, of which the line is shown
  ModelError(std::string_view text, TextPlace place, std::string reason);
  TextPlace place;
  std::string reason;       // a full sentence
  std::string source_line;  // the line of the model at the place
};

}  // namespace rapport::stats
