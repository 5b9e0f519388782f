#include "stats/model/expression_tape.hpp"

#include <algorithm>
#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <limits>
#include <numbers>

namespace rapport::stats {
namespace {
double normal_quantile(double p) {
  if (!(p >= 0 && p <= 1)) return std::numeric_limits<double>::quiet_NaN();
  if (p == 0 || p == 1)
    return p == 0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p);
}
double normal_density(double x) {
  return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi);
}

using F = NamedFunction;
constexpr std::array<F, 16> functions = {{
    {"exp", [](double x) { return std::exp(x); }, [](double, double y) { return y; }},
    {"log", [](double x) { return std::log(x); }, [](double x, double) { return 1 / x; }},
    {"log10", [](double x) { return std::log10(x); }, [](double x, double) { return 1 / (x * std::numbers::ln10); }},
    {"log2", [](double x) { return std::log2(x); }, [](double x, double) { return 1 / (x * std::numbers::ln2); }},
    {"sqrt", [](double x) { return std::sqrt(x); }, [](double, double y) { return 0.5 / y; }},
    {"abs", [](double x) { return std::abs(x); }, [](double x, double) { return x < 0   ? -1.0
                                                                                : x > 0 ? 1.0
                                                                                        : 0.0; }},
    {"sin", [](double x) { return std::sin(x); }, [](double x, double) { return std::cos(x); }},
    {"cos", [](double x) { return std::cos(x); }, [](double x, double) { return -std::sin(x); }},
    {"tan", [](double x) { return std::tan(x); }, [](double, double y) { return 1 + y * y; }},
    {"asin", [](double x) { return std::asin(x); }, [](double x, double) { return 1 / std::sqrt(1 - x * x); }},
    {"acos", [](double x) { return std::acos(x); }, [](double x, double) { return -1 / std::sqrt(1 - x * x); }},
    {"atan", [](double x) { return std::atan(x); }, [](double x, double) { return 1 / (1 + x * x); }},
    {"sinh", [](double x) { return std::sinh(x); }, [](double x, double) { return std::cosh(x); }},
    {"cosh", [](double x) { return std::cosh(x); }, [](double x, double) { return std::sinh(x); }},
    {"tanh", [](double x) { return std::tanh(x); }, [](double, double y) { return 1 - y * y; }},
    {"pnorm", [](double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); },
     [](double x, double) { return normal_density(x); }},
}};
constexpr F quantile = {"qnorm", [](double p) { return normal_quantile(p); },
                        [](double, double y) { return 1 / normal_density(y); }};

using Code = ExpressionTape::Code;

bool is_binary(Code code) {
  return code != Code::number && code != Code::row && code != Code::negate && code != Code::call;
}

double apply(Code code, double a, double b) {
  switch (code) {
    case Code::add:
      return a + b;
    case Code::subtract:
      return a - b;
    case Code::multiply:
      return a * b;
    case Code::divide:
      return a / b;
    case Code::power:
      return std::pow(a, b);
    case Code::minimum:
      return b < a ? b : a;
    case Code::maximum:
      return b > a ? b : a;
    default:
      return 0;
  }
}

/// ∂/∂a and ∂/∂b of a binary operation.
struct Partials {
  double a;
  double b;
};
Partials partials(Code code, double a, double b, double result) {
  switch (code) {
    case Code::add:
      return {1, 1};
    case Code::subtract:
      return {1, -1};
    case Code::multiply:
      return {b, a};
    case Code::divide:
      return {1 / b, -result / b};
    case Code::power:
      return {b == 0 ? 0 : b * std::pow(a, b - 1), result * std::log(a)};
    case Code::minimum:
      return b < a ? Partials{0, 1} : Partials{1, 0};
    case Code::maximum:
      return b > a ? Partials{0, 1} : Partials{1, 0};
    default:
      return {0, 0};
  }
}
}  // namespace

const NamedFunction* function_named(std::string_view name) {
  if (name == quantile.name) return &quantile;
  const auto found = std::find_if(functions.begin(), functions.end(), [&](const F& f) { return f.name == name; });
  return found == functions.end() ? nullptr : &*found;
}

std::vector<std::string_view> function_names() {
  std::vector<std::string_view> names{quantile.name, "min", "max", "sum"};
  for (const F& f : functions) names.push_back(f.name);
  return names;
}

ExpressionTape::ExpressionTape(std::vector<Step> steps) : steps_(std::move(steps)) {
  for (const Step& step : steps_) {
    if (step.code == Code::row) rows_.push_back(step.row);
  }
  std::sort(rows_.begin(), rows_.end());
  rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
}

double ExpressionTape::value(std::span<const double> values) const {
  std::vector<double> stack;
  for (const Step& step : steps_) {
    if (step.code == Code::number) {
      stack.push_back(step.number);
    } else if (step.code == Code::row) {
      stack.push_back(values[step.row]);
    } else if (step.code == Code::negate) {
      stack.back() = -stack.back();
    } else if (step.code == Code::call) {
      stack.back() = step.function->value(stack.back());
    } else {
      const double b = stack.back();
      stack.pop_back();
      stack.back() = apply(step.code, stack.back(), b);
    }
  }
  return stack.back();
}

std::vector<double> ExpressionTape::gradient(std::span<const double> values) const {
  // A slope that is empty is 0 throughout: constants cost nothing, and 0 times an infinite partial does not make NaN.
  struct Entry {
    double value = 0;
    std::vector<double> slope = {};  // by rows_
  };
  const auto scaled = [](std::vector<double>& slope, double by) {
    for (double& s : slope) {
      if (s != 0) s *= by;
    }
  };
  std::vector<Entry> stack;
  for (const Step& step : steps_) {
    if (step.code == Code::number) {
      stack.push_back({.value = step.number});
    } else if (step.code == Code::row) {
      stack.push_back({.value = values[step.row], .slope = std::vector<double>(rows_.size())});
      const auto at = std::lower_bound(rows_.begin(), rows_.end(), step.row) - rows_.begin();
      stack.back().slope[static_cast<std::size_t>(at)] = 1;
    } else if (step.code == Code::negate) {
      stack.back().value = -stack.back().value;
      scaled(stack.back().slope, -1);
    } else if (step.code == Code::call) {
      const double x = stack.back().value;
      stack.back().value = step.function->value(x);
      scaled(stack.back().slope, step.function->derivative(x, stack.back().value));
    } else if (is_binary(step.code)) {
      Entry b = std::move(stack.back());
      stack.pop_back();
      Entry& a = stack.back();
      const double result = apply(step.code, a.value, b.value);
      const Partials by = partials(step.code, a.value, b.value, result);
      scaled(a.slope, by.a);
      scaled(b.slope, by.b);
      if (a.slope.empty()) {
        a.slope = std::move(b.slope);
      } else {
        for (std::size_t i = 0; i < b.slope.size(); ++i) a.slope[i] += b.slope[i];
      }
      a.value = result;
    }
  }
  std::vector<double> result(values.size());
  const Entry& whole = stack.back();
  for (std::size_t i = 0; i < whole.slope.size(); ++i) result[rows_[i]] = whole.slope[i];
  return result;
}

}  // namespace rapport::stats
