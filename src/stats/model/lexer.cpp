#include "stats/model/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "stats/table/utf8.hpp"

namespace rapport::stats {
namespace {
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_name(char c) {
  return begins_name(c) || is_digit(c);
}

// Longest first, so that "~~" is not read as two "~".
constexpr std::array<std::string_view, 23> symbols = {
    "?", "~*~", "=~", "<~", "~~", ":=", "==", "<=", ">=", "~", "+", "-",
    "*", "/",   "^",  "(",  ")",  ",",  ":",  "|",  "<",  ">", "="};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    while (at_ < text_.size()) step();
    end_statement();
    push(TokenKind::end_of_model, "", place());
    return std::move(tokens_);
  }

 private:
  /// Counted on from the place before, so that a line of 64 KiB is not counted again for every word.
  TextPlace place() {
    column_ += utf8_length(text_.substr(counted_, at_ - counted_));
    counted_ = at_;
    return {line_, column_};
  }

  void step() {
    const char c = text_[at_];
    if (c == '\n') {
      ++at_;
      ++line_;
      counted_ = at_;
      column_ = 1;
      line_ended_ = true;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
    } else if (c == '#' || c == '!') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (c == ';') {
      ++at_;
      end_statement();
      line_ended_ = false;
    } else {
      word();
    }
  }

  void word() {
    const TextPlace here = place();
    const std::size_t begin = at_;
    const char c = text_[at_];
    const bool number = is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]));
    if (number) {
      read_number(here);
      settle_line_end("");
      push(TokenKind::number, std::string(text_.substr(begin, at_ - begin)), here);
    } else if (begins_name(c)) {
      while (at_ < text_.size() && continues_name(text_[at_])) ++at_;
      settle_line_end("");
      push(TokenKind::name, std::string(text_.substr(begin, at_ - begin)), here);
    } else if (c == '"' || c == '\'') {
      const char ends[] = {c, '\n'};
      const std::size_t close = text_.find_first_of(std::string_view(ends, 2), at_ + 1);
      if (close == std::string_view::npos || text_[close] == '\n') {
        throw ModelError(text_, here, "The quote that opens here is not closed on this line.");
      }
      at_ = close + 1;
      settle_line_end("");
      push(TokenKind::text, std::string(text_.substr(begin + 1, close - begin - 1)), here);
    } else {
      read_symbol(here);
    }
  }

  void read_number(const TextPlace& here) {
    const auto digits = [&] {
      while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    };
    digits();
    if (at_ < text_.size() && text_[at_] == '.') {
      ++at_;
      digits();
    }
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
      std::size_t exponent = at_ + 1;
      if (exponent < text_.size() && (text_[exponent] == '+' || text_[exponent] == '-')) ++exponent;
      if (exponent < text_.size() && is_digit(text_[exponent])) {
        at_ = exponent;
        digits();
      }
    }
    if (at_ < text_.size() && continues_name(text_[at_])) {
      throw ModelError(text_, here, "This is neither a number nor a name: names do not begin with a digit.");
    }
  }

  void read_symbol(const TextPlace& here) {
    const auto found = std::find_if(symbols.begin(), symbols.end(),
                                    [&](std::string_view symbol) { return text_.substr(at_).starts_with(symbol); });
    if (found == symbols.end()) {
      throw ModelError(text_, here, "This character has no meaning in a model.");
    }
    at_ += found->size();
    settle_line_end(*found);
    if (*found == "(") ++depth_;
    if (*found == ")" && depth_ > 0) --depth_;
    push(TokenKind::symbol, std::string(*found), here);
  }

  /// A line ended before this word: does the statement go on?
  void settle_line_end(std::string_view symbol) {
    if (!std::exchange(line_ended_, false) || tokens_.empty()) return;
    const Token& last = tokens_.back();
    const bool open = depth_ > 0 || (last.kind == TokenKind::symbol && last.text != ")");
    const bool continued = !symbol.empty() && symbol != "(";
    if (!open && !continued) end_statement();
  }

  void end_statement() {
    depth_ = 0;
    if (!tokens_.empty() && tokens_.back().kind != TokenKind::end_of_statement) {
      push(TokenKind::end_of_statement, "", place());
    }
  }

  void push(TokenKind kind, std::string text, TextPlace where) {
    tokens_.push_back({.kind = kind, .text = std::move(text), .place = where});
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t counted_ = 0;  // up to here column_ has counted the line
  std::size_t column_ = 1;
  int depth_ = 0;            // of parentheses
  bool line_ended_ = false;  // since the last word
};
}  // namespace

std::vector<Token> lex_model(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t bad = first_invalid_utf8(text);
  if (bad != std::string_view::npos) {
    const auto line =
        static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n'));
    throw ModelError("", {}, fmt::format("Line {} of the model is not valid UTF-8 text.", line + 1));
  }
  return Lexer(text).run();
}

}  // namespace rapport::stats
