#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "stats/model/expression.hpp"
#include "stats/model/lexer.hpp"

namespace rapport::stats {

/// Which row of the parameter table a name stands for.
using RowsByName = std::map<std::string, std::size_t, std::less<>>;

/// Reads arithmetic as R does: ^ binds tightest and to the right, then the minus sign, then * and /, then + and -.
/// "pi" is π unless a row has that name.
/// @param text   the whole model, for the error's line
/// @param words  the arithmetic, at least one word
/// @throws ModelError for what is no arithmetic, a name that no row has (with the nearest that one has), an unknown
///         function, or more than 200 levels of parentheses
std::shared_ptr<const Expression> parse_expression(std::string_view text, std::span<const Token> words,
                                                   const RowsByName& rows);

/// The same of left - right.
std::shared_ptr<const Expression> parse_difference(std::string_view text, std::span<const Token> left,
                                                   std::span<const Token> right, const RowsByName& rows);

/// values[a] - values[b]
std::shared_ptr<const Expression> difference_of_rows(std::size_t a, std::size_t b);

/// The sum of values over rows, less a number.
std::shared_ptr<const Expression> sum_of_rows_less(std::span<const std::size_t> rows, double number);

/// Arithmetic without names, such as "1/3".
/// @throws ModelError, also where it comes to no finite number
double parse_number(std::string_view text, std::span<const Token> words);

}  // namespace rapport::stats
