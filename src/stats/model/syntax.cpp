#include "stats/model/syntax.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

namespace rapport::stats {
namespace {
constexpr std::array<std::pair<std::string_view, Operator>, 6> operators = {{{"=~", Operator::measured_by},
                                                                             {"<~", Operator::composed_of},
                                                                             {"~", Operator::regressed_on},
                                                                             {"~~", Operator::covaries_with},
                                                                             {"|", Operator::cut_at},
                                                                             {"~*~", Operator::scaled_by}}};
constexpr std::array<std::pair<std::string_view, Relation>, 4> relations = {
    {{":=", Relation::defines}, {"==", Relation::equals}, {"<", Relation::less_than}, {">", Relation::greater_than}}};

template <class Table>
auto named_by(const Table& table, const Token& token) -> std::optional<decltype(table[0].second)> {
  if (token.kind != TokenKind::symbol) return std::nullopt;
  for (const auto& [symbol, meaning] : table) {
    if (token.text == symbol) return meaning;
  }
  return std::nullopt;
}

/// Recursive descent over the words:
///   model = { statement };  statement = block | constraint | formula;  formula = terms operator terms;
///   terms = term { "+" term };  term = { modifier ("*" | "?") } variable
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), tokens_(lex_model(text)) { result_.text = std::string(text); }

  ModelSyntax run() {
    while (peek().kind != TokenKind::end_of_model) statement();
    return std::move(result_);
  }

 private:
  void statement() {
    if (peek().kind == TokenKind::name && tokens_[at_ + 1].kind == TokenKind::symbol && tokens_[at_ + 1].text == ":") {
      return block();
    }
    // What the statement is depends on its sign, which the arithmetic of a constraint may precede.
    for (std::size_t i = at_; tokens_[i].kind != TokenKind::end_of_statement; ++i) {
      if (named_by(operators, tokens_[i])) break;
      if (const auto relation = named_by(relations, tokens_[i])) return constraint(*relation, i);
      refuse_wrong_sign(tokens_[i]);
    }
    formula();
  }

  void block() {
    const Token word = peek();
    std::string kind = word.text;
    std::transform(kind.begin(), kind.end(), kind.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (kind != "group") {
      throw ModelError(
          text_, tokens_[at_ + 1].place,
          kind == "level" || kind == "block" || kind == "class"
              ? fmt::format("{}: is not supported here yet.", word.text)
              : "Interactions (a:b) are not supported here yet. Hypotheses (H1: …) stand beside the model.");
    }
    at_ += 2;
    GroupBlock block{.place = word.place};
    for (; peek().kind != TokenKind::end_of_statement && peek().place.line == word.place.line; ++at_) {
      if (peek().kind == TokenKind::symbol && peek().text != "-") {
        throw ModelError(text_, peek().place, "Here the line should end, or the group's name stand in quotes.");
      }
      block.group += peek().text;
    }
    if (block.group.empty() || peek().kind != TokenKind::end_of_statement)
      throw ModelError(text_, word.place, "Here the group is missing: \"group: 1\".");
    if (result_.blocks.empty() && !result_.formulas.empty()) {
      throw ModelError(text_, word.place, "A model with groups begins with one: no formula may stand before it.");
    }
    for (const GroupBlock& other : result_.blocks) {
      if (other.group == block.group) {
        throw ModelError(text_, word.place, fmt::format("The group {} stands twice.", block.group));
      }
    }
    result_.blocks.push_back(std::move(block));
    ++at_;
  }

  void constraint(Relation relation, std::size_t sign) {
    Constraint result{.relation = relation, .place = tokens_[sign].place};
    for (; at_ < sign; ++at_) result.left.push_back(peek());
    for (++at_; peek().kind != TokenKind::end_of_statement; ++at_) {
      if (named_by(operators, peek()) || named_by(relations, peek())) {
        throw ModelError(text_, peek().place, "A formula has one operator only: begin a new line before this one.");
      }
      refuse_wrong_sign(peek());
      result.right.push_back(peek());
    }
    const std::string_view symbol = symbol_of(relation);
    if (result.left.empty() || result.right.empty()) {
      throw ModelError(text_, result.place, fmt::format("Both sides of {} need a label or a number.", symbol));
    }
    if (relation == Relation::defines && (result.left.size() != 1 || result.left[0].kind != TokenKind::name)) {
      throw ModelError(text_, result.left[0].place, "On the left of := one new name should stand.");
    }
    result_.constraints.push_back(std::move(result));
    ++at_;
  }

  void formula() {
    Formula result{.left = terms(), .block = result_.blocks.size()};
    const auto op = named_by(operators, peek());
    if (!op) throw ModelError(text_, peek().place, "Here an operator such as =~ or ~ should stand.");
    result.op = *op;
    result.place = peek().place;
    ++at_;
    result.right = terms();
    for (const Term& left : result.left) {
      if (left.is_intercept) {
        throw ModelError(text_, left.place, "Here the name of a construct or of an item should stand.");
      }
    }
    if (peek().kind != TokenKind::end_of_statement) {
      refuse_wrong_sign(peek());
      throw ModelError(text_, peek().place,
                       named_by(operators, peek()) || named_by(relations, peek())
                           ? "A formula has one operator only: begin a new line before this one."
                           : "Here a + or the end of the line should stand.");
    }
    result_.formulas.push_back(std::move(result));
    ++at_;
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
      const std::size_t begin = at_;
      factor();
      const std::span<const Token> words(tokens_.data() + begin, at_ - begin);
      if (is_symbol("*") || is_symbol("?")) {
        result.modifiers.push_back(is_symbol("?") ? start_modifier(text_, words) : parse_modifier(text_, words));
        ++at_;
        continue;
      }
      if (is_symbol(":")) throw ModelError(text_, peek().place, "Interactions (a:b) are not supported here yet.");
      const Token& word = words.front();
      const bool is_zero = words.size() == 1 && word.kind == TokenKind::number && word.text == "0";
      result.is_intercept = is_zero || (words.size() == 1 && word.kind == TokenKind::number && word.text == "1");
      if (!result.is_intercept && (words.size() > 1 || word.kind != TokenKind::name)) {
        throw ModelError(text_, word.place,
                         words.size() > 1 && word.kind == TokenKind::name
                             ? "A function may only stand before a *."
                             : "Here the name of a construct or of an item should stand.");
      }
      if (is_zero) result.modifiers.push_back({.place = word.place, .numbers = {0}});
      result.place = word.place;
      result.variable = word.text;
      return result;
    }
  }

  /// What may stand before a * or be a variable: operands joined by / or ^.
  void factor() {
    while (true) {
      operand();
      if (!is_symbol("/") && !is_symbol("^")) return;
      ++at_;
    }
  }

  /// A name, a number, a quoted text, a call such as start(0.5) or c(a,b), or parentheses; a minus may precede it.
  void operand() {
    const bool first = peek().kind == TokenKind::name || peek().kind == TokenKind::number ||
                       peek().kind == TokenKind::text || is_symbol("-") || is_symbol("(");
    if (!first) throw ModelError(text_, peek().place, "Here the name of a construct or of an item should stand.");
    if (is_symbol("-")) ++at_;
    const bool is_name = peek().kind == TokenKind::name;
    if (is_name || peek().kind == TokenKind::number || peek().kind == TokenKind::text) {
      ++at_;
      if (is_name && is_symbol("(")) parentheses();
    } else if (is_symbol("(")) {
      parentheses();
    } else {
      throw ModelError(text_, peek().place, "Here a number or a name should stand.");
    }
  }

  void parentheses() {
    const TextPlace opened = peek().place;
    int depth = 0;
    do {
      const Token& token = peek();
      if (token.kind == TokenKind::end_of_statement || token.kind == TokenKind::end_of_model) {
        throw ModelError(text_, opened, "This parenthesis is not closed.");
      }
      if (is_symbol("(")) ++depth;
      if (is_symbol(")")) --depth;
      ++at_;
    } while (depth > 0);
  }

  void refuse_wrong_sign(const Token& token) const {
    if (token.kind != TokenKind::symbol) return;
    if (token.text == "<=" || token.text == ">=") {
      throw ModelError(text_, token.place,
                       fmt::format("Write {} instead of {}: the limit itself is allowed.", token.text[0], token.text));
    }
    if (token.text == "=") throw ModelError(text_, token.place, "One = means nothing here: write =~ or ==.");
  }

  const Token& peek() const { return tokens_[at_]; }  // never past end_of_model: nothing consumes it
  bool is_symbol(std::string_view symbol) const { return peek().kind == TokenKind::symbol && peek().text == symbol; }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  ModelSyntax result_;
};
}  // namespace

ModelSyntax parse_syntax(std::string_view text) {
  if (text.size() > longest_model) {
    throw ModelError(text, {}, fmt::format("The model is too long: at most {} bytes.", longest_model));
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return Parser(text).run();
}

std::string_view symbol_of(Operator op) {
  for (const auto& [symbol, meaning] : operators) {
    if (meaning == op) return symbol;
  }
  return "";
}

std::string_view symbol_of(Relation relation) {
  for (const auto& [symbol, meaning] : relations) {
    if (meaning == relation) return symbol;
  }
  return "";
}

std::string text_of(const std::vector<Token>& words) {
  std::string text;
  for (const Token& word : words) text += word.text;
  return text;
}

}  // namespace rapport::stats
