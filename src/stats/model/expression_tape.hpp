#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "stats/model/expression.hpp"

namespace rapport::stats {

/// A function of the arithmetic: its value, and its derivative where it takes one argument.
struct NamedFunction {
  std::string_view name;
  double (*value)(double x);
  double (*derivative)(double x, double value);
};

/// exp, log, sqrt, …; nullptr for another name. min, max and sum, which take any number of arguments, are not here.
const NamedFunction* function_named(std::string_view name);
/// The names of all functions, for messages.
std::vector<std::string_view> function_names();

/// An expression in postfix order: evaluated with a stack and no recursion, so its depth cannot overflow ours.
class ExpressionTape final : public Expression {
 public:
  enum class Code { number, row, negate, add, subtract, multiply, divide, power, minimum, maximum, call };
  struct Step {
    Code code = Code::number;
    double number = 0;
    std::size_t row = 0;
    const NamedFunction* function = nullptr;
  };

  /// @param steps  well-formed: every operation finds its arguments, and one value remains
  explicit ExpressionTape(std::vector<Step> steps);

  double value(std::span<const double> values) const override;
  std::vector<double> gradient(std::span<const double> values) const override;
  const std::vector<std::size_t>& rows() const override { return rows_; }

 private:
  std::vector<Step> steps_;
  std::vector<std::size_t> rows_;
};

}  // namespace rapport::stats
