#include "stats/sem/engine/constraints.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>

namespace rapport::stats::sem {
namespace {

/// True if the gradient is the same at three points: then the expression is linear for our purpose.
bool is_linear(const ParameterTable& table, const Expression& expression) {
  const auto at = [&](double base, double step) {
    VectorXd x(static_cast<Index>(table.free_count));
    for (Index i = 0; i < x.size(); ++i) x(i) = base + step * static_cast<double>(i % 7);
    return gradient_of(table, expression, row_values(table, x));
  };
  const VectorXd first = at(0.37, 0.11);
  const double size = 1 + first.cwiseAbs().maxCoeff();
  for (const VectorXd& other : {at(1.13, -0.05), at(2.71, 0.31)})
    if (!other.allFinite() || !first.allFinite() || (other - first).cwiseAbs().maxCoeff() > 1e-12 * size) return false;
  return true;
}

MatrixXd rows_of(const std::vector<VectorXd>& rows, Index columns) {
  MatrixXd matrix(static_cast<Index>(rows.size()), columns);
  for (std::size_t i = 0; i < rows.size(); ++i) matrix.row(static_cast<Index>(i)) = rows[i].transpose();
  return matrix;
}

}  // namespace

std::vector<double> row_values(const ParameterTable& table, const VectorXd& x) {
  std::vector<double> values(table.rows.size(), 0);
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const Parameter& row = table.rows[r];
    if (row.op == Op::defined_as)
      values[r] = row.expression->value(values);
    else
      values[r] = row.free > 0 ? x(static_cast<Index>(row.free) - 1) : row.ustart;
  }
  return values;
}

VectorXd gradient_of(const ParameterTable& table, const Expression& expression, const std::vector<double>& values) {
  VectorXd gradient = VectorXd::Zero(static_cast<Index>(table.free_count));
  const std::vector<double> own = expression.gradient(values);
  for (const std::size_t r : expression.rows()) {
    const Parameter& row = table.rows[r];
    if (row.free > 0) gradient(static_cast<Index>(row.free) - 1) += own[r];
    if (row.op == Op::defined_as) gradient += own[r] * gradient_of(table, *row.expression, values);
  }
  return gradient;
}

Constraints::Constraints(const ParameterTable& table)
    : table_(table), free_count_(static_cast<Index>(table.free_count)) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  lower_ = VectorXd::Constant(free_count_, -infinity);
  upper_ = VectorXd::Constant(free_count_, infinity);
  std::vector<VectorXd> a;
  std::vector<double> b;
  const std::vector<double> at_zero = row_values(table, VectorXd::Zero(free_count_));
  for (const Parameter& row : table.rows) {
    if (row.free > 0) {
      const auto i = static_cast<Index>(row.free) - 1;
      lower_(i) = row.lower;
      upper_(i) = row.upper;
      has_bounds_ = has_bounds_ || std::isfinite(row.lower) || std::isfinite(row.upper);
    }
    if (row.op == Op::equal_to && is_linear(table, *row.expression)) {
      a.push_back(gradient_of(table, *row.expression, at_zero));
      b.push_back(-row.expression->value(at_zero));
    } else if (row.op == Op::equal_to) {
      equalities_.push_back({&row, 1});
    } else if (row.op == Op::less_than) {
      inequalities_.push_back({&row, -1});
    } else if (row.op == Op::greater_than) {
      inequalities_.push_back({&row, 1});
    }
  }
  linear_ = rows_of(a, free_count_);
  solve_linear(linear_, Eigen::Map<const VectorXd>(b.data(), static_cast<Index>(b.size())));
}

void Constraints::solve_linear(const MatrixXd& a, const VectorXd& b) {
  offset_ = VectorXd::Zero(free_count_);
  if (a.rows() == 0) {
    basis_ = MatrixXd::Identity(free_count_, free_count_);
    return;
  }
  const Eigen::ColPivHouseholderQR<MatrixXd> qr(a.transpose());
  const Index rank = qr.rank();
  linear_count_ = static_cast<std::size_t>(rank);
  const MatrixXd q = qr.householderQ();
  basis_ = q.rightCols(free_count_ - rank);
  offset_ = Eigen::CompleteOrthogonalDecomposition<MatrixXd>(a).solve(b);
  consistent_ = (a * offset_ - b).cwiseAbs().maxCoeff() < 1e-9 * (1 + b.cwiseAbs().maxCoeff());
}

namespace {

template <class Rows>
VectorXd values_of(const Rows& rows, const std::vector<double>& values) {
  VectorXd result(static_cast<Index>(rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i)
    result(static_cast<Index>(i)) = rows[i].sign * rows[i].row->expression->value(values);
  return result;
}

template <class Rows>
MatrixXd jacobian_of(const ParameterTable& table, const Rows& rows, const std::vector<double>& values, Index columns) {
  MatrixXd result(static_cast<Index>(rows.size()), columns);
  for (std::size_t i = 0; i < rows.size(); ++i)
    result.row(static_cast<Index>(i)) = rows[i].sign * gradient_of(table, *rows[i].row->expression, values).transpose();
  return result;
}

}  // namespace

VectorXd Constraints::equality_values(const VectorXd& x) const {
  return values_of(equalities_, row_values(table_, x));
}
VectorXd Constraints::inequality_values(const VectorXd& x) const {
  return values_of(inequalities_, row_values(table_, x));
}
MatrixXd Constraints::equality_jacobian(const VectorXd& x) const {
  return jacobian_of(table_, equalities_, row_values(table_, x), free_count_);
}
MatrixXd Constraints::inequality_jacobian(const VectorXd& x) const {
  return jacobian_of(table_, inequalities_, row_values(table_, x), free_count_);
}

bool Constraints::violated(const VectorXd& x, double tolerance) const {
  if (!inequalities_.empty() && inequality_values(x).minCoeff() < -tolerance) return true;
  return ((lower_ - x).array() > tolerance).any() || ((x - upper_).array() > tolerance).any();
}

std::vector<std::string> Constraints::broken(const VectorXd& x) const {
  const std::vector<double> values = row_values(table_, x);
  const double tolerance = 1e-5 * std::max(1.0, x.size() > 0 ? x.cwiseAbs().maxCoeff() : 0.0);
  std::vector<std::string> texts;
  const auto look = [&](const Signed& constraint, bool is_equality) {
    const Parameter& row = *constraint.row;
    const double value = constraint.sign * row.expression->value(values);
    if (is_equality ? std::abs(value) <= tolerance : value >= -tolerance) return;  // NaN is broken, too
    texts.push_back(row.lhs + " " + std::string(symbol_of(row.op)) + " " + row.rhs);
  };
  for (const Signed& equality : equalities_) look(equality, true);
  for (const Signed& inequality : inequalities_) look(inequality, false);
  return texts;
}

MatrixXd Constraints::active_jacobian(const VectorXd& x, double tolerance) const {
  std::vector<VectorXd> active;
  for (Index i = 0; i < linear_.rows(); ++i) active.push_back(linear_.row(i).transpose());
  const MatrixXd equal = equality_jacobian(x);
  for (Index i = 0; i < equal.rows(); ++i) active.push_back(equal.row(i).transpose());
  if (!inequalities_.empty()) {
    const VectorXd values = inequality_values(x);
    const MatrixXd jacobian = inequality_jacobian(x);
    for (Index i = 0; i < values.size(); ++i)
      if (values(i) <= tolerance) active.push_back(jacobian.row(i).transpose());
  }
  return rows_of(active, free_count_);
}

}  // namespace rapport::stats::sem
