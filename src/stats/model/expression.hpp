#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace rapport::stats {

/// The arithmetic of a defined parameter or a constraint: + - * / ^, unary minus, parentheses, numbers, labels, and
/// exp log log10 log2 sqrt abs sin cos tan asin acos atan sinh cosh tanh pnorm qnorm min max sum.
/// Immutable, so it may be evaluated from several threads at once.
class Expression {
 public:
  virtual ~Expression() = default;
  /// @param values  one number per row of the parameter table (definitions before this one already filled in)
  virtual double value(std::span<const double> values) const = 0;
  /// ∂value/∂values by forward differentiation, exact. A row that does not occur has 0.
  virtual std::vector<double> gradient(std::span<const double> values) const = 0;
  /// The rows that occur, ascending, each once.
  virtual const std::vector<std::size_t>& rows() const = 0;
};

}  // namespace rapport::stats
