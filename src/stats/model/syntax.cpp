#include "stats/model/syntax.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "stats/model/lexer.hpp"

namespace rapport::stats {
namespace {
constexpr std::array<std::string_view, 9> later_operators = {":=", "==", "<", ">", "<=", ">=", "|", "~*~", "="};

std::optional<Operator> operator_of(const Token& token) {
  if (token.kind != TokenKind::symbol) return std::nullopt;
  if (token.text == "=~") return Operator::measured_by;
  if (token.text == "<~") return Operator::composed_of;
  if (token.text == "~") return Operator::regressed_on;
  if (token.text == "~~") return Operator::covaries_with;
  return std::nullopt;
}

/// Recursive descent over the tokens: model = formula…; formula = terms operator terms; terms = term { "+" term }.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), tokens_(lex_model(text)) {}

  std::vector<Formula> run() {
    std::vector<Formula> formulas;
    while (peek().kind != TokenKind::end_of_model) formulas.push_back(formula());
    return formulas;
  }

 private:
  Formula formula() {
    Formula result{.left = terms()};
    const Token& token = peek();
    const auto op = operator_of(token);
    if (!op) {
      refuse_later_operator(token);
      throw ModelError(text_, token.place, "Here one of the operators =~, <~ or ~ should stand.");
    }
    result.op = *op;
    result.place = token.place;
    ++at_;
    result.right = terms();
    if (peek().kind != TokenKind::end_of_statement) {
      refuse_later_operator(peek());
      throw ModelError(text_, peek().place,
                       operator_of(peek()) ? "A formula has one operator only: begin a new line before this one."
                                           : "Here a + or the end of the line should stand.");
    }
    ++at_;
    return result;
  }

  std::vector<Term> terms() {
    std::vector<Term> result{term()};
    while (is_symbol("+")) {
      ++at_;
      result.push_back(term());
    }
    return result;
  }

  Term term() {
    Term result;
    while (true) {
      const Token first = peek();
      if (first.kind != TokenKind::name && first.kind != TokenKind::number && first.kind != TokenKind::text &&
          !is_symbol("-")) {
        throw ModelError(text_, first.place, "Here the name of a construct or of an item should stand.");
      }
      std::string words = modifier_words();
      if (is_symbol("*")) {
        ++at_;
        if (result.modifier.empty()) result.modifier_place = first.place;
        result.modifier += (result.modifier.empty() ? "" : "*") + words;
        continue;
      }
      if (is_symbol(":")) {
        throw ModelError(text_, peek().place, "Interactions (a:b) are not supported here yet.");
      }
      result.place = first.place;
      result.is_intercept = first.kind == TokenKind::number && words == "1";
      if (first.kind != TokenKind::name && !result.is_intercept) {
        throw ModelError(text_, first.place, "Here the name of a construct or of an item should stand.");
      }
      result.variable = std::move(words);
      return result;
    }
  }

  /// A name, a number with or without a minus, a quoted text, or a call such as start(0.5) or c(a,b).
  std::string modifier_words() {
    std::string words;
    if (is_symbol("-")) {
      words = "-";
      ++at_;
    }
    const Token word = peek();
    if (word.kind != TokenKind::name && word.kind != TokenKind::number && word.kind != TokenKind::text) {
      throw ModelError(text_, word.place, "Here a number or a name should stand.");
    }
    words += word.text;
    ++at_;
    if (word.kind != TokenKind::name || !is_symbol("(")) return words;
    const TextPlace opened = peek().place;
    int depth = 0;
    do {
      const Token& token = peek();
      if (token.kind == TokenKind::end_of_statement || token.kind == TokenKind::end_of_model) {
        throw ModelError(text_, opened, "This parenthesis is not closed.");
      }
      if (is_symbol("(")) ++depth;
      if (is_symbol(")")) --depth;
      words += token.text;
      ++at_;
    } while (depth > 0);
    if (!is_symbol("*")) throw ModelError(text_, word.place, "A function may only stand before a *.");
    return words;
  }

  void refuse_later_operator(const Token& token) const {
    if (token.kind != TokenKind::symbol) return;
    if (std::find(later_operators.begin(), later_operators.end(), token.text) == later_operators.end()) return;
    throw ModelError(text_, token.place, fmt::format("The operator {} is not supported here yet.", token.text));
  }

  const Token& peek() const { return tokens_[at_]; }  // never past end_of_model: nothing consumes it
  bool is_symbol(std::string_view symbol) const { return peek().kind == TokenKind::symbol && peek().text == symbol; }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};
}  // namespace

std::vector<Formula> parse_formulas(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return Parser(text).run();
}

std::string_view symbol_of(Operator op) {
  switch (op) {
    case Operator::measured_by:
      return "=~";
    case Operator::composed_of:
      return "<~";
    case Operator::regressed_on:
      return "~";
    case Operator::covaries_with:
      return "~~";
  }
  return "";
}

}  // namespace rapport::stats
