#include "stats/model/expression_parser.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "stats/model/expression_tape.hpp"
#include "stats/model/nearest_name.hpp"

namespace rapport::stats {
namespace {
using Code = ExpressionTape::Code;
using Step = ExpressionTape::Step;

constexpr int deepest_nesting = 200;  // keeps the recursion below far from the end of any stack

double number_of(const std::string& word) {
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error == std::errc::result_out_of_range) {  // 1e999 or 1e-999
    const bool tiny = word.find("e-") != std::string::npos || word.find("E-") != std::string::npos;
    return tiny ? 0 : std::numeric_limits<double>::infinity();
  }
  return value;
}

/// Recursive descent that writes postfix steps:
///   sum = product { (+|-) product };  product = signed { (*|/) signed };  signed = [-|+] signed | power;
///   power = operand [ ^ signed ];     operand = number | label | function "(" sum {"," sum} ")" | "(" sum ")"
class Parser {
 public:
  Parser(std::string_view text, std::span<const Token> words, const RowsByName& rows)
      : text_(text), words_(words), rows_(rows) {}

  std::vector<Step> run() {
    sum(0);
    if (at_ < words_.size()) refuse("Here an operator such as + or * should stand.");
    return std::move(steps_);
  }

 private:
  void sum(int depth) {
    product(depth);
    while (is("+") || is("-")) {
      const Code code = is("+") ? Code::add : Code::subtract;
      ++at_;
      product(depth);
      emit(code);
    }
  }

  void product(int depth) {
    signed_power(depth);
    while (is("*") || is("/")) {
      const Code code = is("*") ? Code::multiply : Code::divide;
      ++at_;
      signed_power(depth);
      emit(code);
    }
  }

  void signed_power(int depth) {
    bool negative = false;
    while (is("-") || is("+")) {
      negative = negative != is("-");
      ++at_;
    }
    operand(depth);
    if (is("^")) {
      ++at_;
      check(depth + 1);
      signed_power(depth + 1);
      emit(Code::power);
    }
    if (negative) emit(Code::negate);
  }

  void operand(int depth) {
    if (at_ == words_.size()) refuse("The arithmetic ends too early: a number or a label is missing.");
    const Token& word = words_[at_];
    if (word.kind == TokenKind::number) {
      ++at_;
      steps_.push_back({.code = Code::number, .number = number_of(word.text)});
    } else if (is("(")) {
      ++at_;
      check(depth + 1);
      sum(depth + 1);
      close(word);
    } else if (word.kind == TokenKind::name) {
      ++at_;
      if (is("(")) {
        call(word, depth);
      } else {
        name(word);
      }
    } else {
      refuse("Here a number or a label should stand.");
    }
  }

  void name(const Token& word) {
    const auto found = rows_.find(word.text);
    if (found != rows_.end()) {
      steps_.push_back({.code = Code::row, .row = found->second});
    } else if (word.text == "pi") {
      steps_.push_back({.code = Code::number, .number = std::numbers::pi});
    } else if (rows_.empty()) {
      throw ModelError(text_, word.place, fmt::format("Here a number should stand, and {} is none.", word.text));
    } else {
      std::vector<std::string> known;
      for (const auto& [label, row] : rows_) {
        if (!label.starts_with('.')) known.push_back(label);
      }
      const auto nearest = nearest_name(word.text, known);
      throw ModelError(text_, word.place,
                       fmt::format("No parameter has the label {}.{}", word.text,
                                   nearest ? fmt::format(" Did you mean {}?", *nearest) : ""));
    }
  }

  void call(const Token& word, int depth) {
    const Token& opened = words_[at_];
    ++at_;
    check(depth + 1);
    const bool many = word.text == "min" || word.text == "max" || word.text == "sum";
    const NamedFunction* function = many ? nullptr : function_named(word.text);
    if (!many && !function) {
      std::vector<std::string> known;
      for (const std::string_view name : function_names()) known.emplace_back(name);
      const auto nearest = nearest_name(word.text, known);
      throw ModelError(text_, word.place,
                       fmt::format("There is no function {} here.{}", word.text,
                                   nearest ? fmt::format(" Did you mean {}?", *nearest) : ""));
    }
    sum(depth + 1);
    while (is(",")) {
      if (!many) refuse(fmt::format("The function {} takes one argument.", word.text));
      ++at_;
      sum(depth + 1);
      emit(word.text == "min" ? Code::minimum : word.text == "max" ? Code::maximum : Code::add);
    }
    close(opened);
    if (function) steps_.push_back({.code = Code::call, .function = function});
  }

  void close(const Token& opened) {
    if (!is(")")) {
      if (at_ < words_.size()) refuse("Here an operator such as + or * should stand.");
      throw ModelError(text_, opened.place, "This parenthesis is not closed.");
    }
    ++at_;
  }

  void check(int depth) const {
    if (depth > deepest_nesting) {
      refuse(fmt::format("The arithmetic is nested too deeply: at most {} levels.", deepest_nesting));
    }
  }

  [[noreturn]] void refuse(std::string reason) const {
    const Token& at = words_[std::min(at_, words_.size() - 1)];
    throw ModelError(text_, at.place, std::move(reason));
  }

  bool is(std::string_view symbol) const {
    return at_ < words_.size() && words_[at_].kind == TokenKind::symbol && words_[at_].text == symbol;
  }
  void emit(Code code) { steps_.push_back({.code = code}); }

  std::string_view text_;
  std::span<const Token> words_;
  const RowsByName& rows_;
  std::vector<Step> steps_;
  std::size_t at_ = 0;
};
}  // namespace

std::shared_ptr<const Expression> parse_expression(std::string_view text, std::span<const Token> words,
                                                   const RowsByName& rows) {
  return std::make_shared<ExpressionTape>(Parser(text, words, rows).run());
}

std::shared_ptr<const Expression> parse_difference(std::string_view text, std::span<const Token> left,
                                                   std::span<const Token> right, const RowsByName& rows) {
  std::vector<Step> steps = Parser(text, left, rows).run();
  const std::vector<Step> less = Parser(text, right, rows).run();
  steps.insert(steps.end(), less.begin(), less.end());
  steps.push_back({.code = Code::subtract});
  return std::make_shared<ExpressionTape>(std::move(steps));
}

std::shared_ptr<const Expression> difference_of_rows(std::size_t a, std::size_t b) {
  return std::make_shared<ExpressionTape>(
      std::vector<Step>{{.code = Code::row, .row = a}, {.code = Code::row, .row = b}, {.code = Code::subtract}});
}

std::shared_ptr<const Expression> sum_of_rows_less(std::span<const std::size_t> rows, double number) {
  std::vector<Step> steps{{.code = Code::number, .number = -number}};
  for (const std::size_t row : rows) {
    steps.push_back({.code = Code::row, .row = row});
    steps.push_back({.code = Code::add});
  }
  return std::make_shared<ExpressionTape>(std::move(steps));
}

double parse_number(std::string_view text, std::span<const Token> words) {
  const double value = ExpressionTape(Parser(text, words, {}).run()).value({});
  if (!std::isfinite(value)) throw ModelError(text, words.front().place, "This comes to no finite number.");
  return value;
}

}  // namespace rapport::stats
