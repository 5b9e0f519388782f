#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stats/model/model_error.hpp"

namespace rapport::stats {

enum class TokenKind { name, number, text, symbol, end_of_statement, end_of_model };

/// One word of lavaan model syntax.
struct Token {
  TokenKind kind = TokenKind::end_of_model;
  std::string text = {};  // a symbol: "=~", "<~", "~~", "~", ":=", "==", "+", "*", "(", …
  TextPlace place = {};
};

/// Splits a model into words, as lavaan reads it: comments from # or ! to the end of the line, statements ended by ; or
/// by a line end. A line end does not end a statement when the line ends with an operator, or the next one begins with
/// one, or inside parentheses. Names are letters, digits, "_", "." and any character beyond ASCII, and do not begin
/// with a digit. The last token is end_of_model; no statement is empty.
/// @throws ModelError for a character that has no meaning, a number like 1.2.3, an open quote, invalid UTF-8
std::vector<Token> lex_model(std::string_view text);

}  // namespace rapport::stats
