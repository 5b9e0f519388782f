#pragma once

#include <string>
#include <vector>

#include "stats/sem/engine/structure.hpp"

namespace rapport::stats::sem {

/// Values of all rows of the table: fixed ones as they are, free ones from x, definitions worked out in order.
std::vector<double> row_values(const ParameterTable& table, const VectorXd& x);

/// ∂(expression)/∂x at the given row values, definitions within it followed through.
VectorXd gradient_of(const ParameterTable& table, const Expression& expression, const std::vector<double>& values);

/// What the parameters must satisfy. Linear equalities are solved once: every x = offset + basis z satisfies them.
class Constraints {
 public:
  explicit Constraints(const ParameterTable& table);

  bool any_linear() const { return linear_count_ > 0; }
  /// Nonlinear equalities, inequalities or bounds.
  bool any_other() const { return !equalities_.empty() || !inequalities_.empty() || has_bounds_; }
  bool consistent() const { return consistent_; }

  const MatrixXd& basis() const { return basis_; }  // free_count × reduced
  Index reduced_count() const { return basis_.cols(); }
  VectorXd expand(const VectorXd& z) const { return offset_ + basis_ * z; }
  VectorXd reduce(const VectorXd& x) const { return basis_.transpose() * (x - offset_); }  // the nearest

  /// Rows that every x that satisfies the linear equalities turns to 0: linear (x - any such x).
  const MatrixXd& linear() const { return linear_; }
  VectorXd linear_values(const VectorXd& x) const { return linear_ * (x - offset_); }

  std::size_t equality_count() const { return equalities_.size(); }
  std::size_t inequality_count() const { return inequalities_.size(); }
  /// The first rows of active_jacobian: linear and nonlinear equalities.
  Index equality_rows() const { return linear_.rows() + static_cast<Index>(equalities_.size()); }
  /// c(x) of nonlinear equalities (= 0) and inequalities (≥ 0), and their Jacobians (rows × free_count).
  VectorXd equality_values(const VectorXd& x) const;
  VectorXd inequality_values(const VectorXd& x) const;
  MatrixXd equality_jacobian(const VectorXd& x) const;
  MatrixXd inequality_jacobian(const VectorXd& x) const;

  const VectorXd& lower() const { return lower_; }
  const VectorXd& upper() const { return upper_; }

  /// True if x breaks an inequality or a bound by more than tolerance.
  bool violated(const VectorXd& x, double tolerance) const;
  /// The nonlinear equalities and the inequalities that x breaks, as the model has them ("a > 3"): by more than 1e-5 of
  /// the larger of 1 and the largest parameter.
  std::vector<std::string> broken(const VectorXd& x) const;
  /// Gradients of the constraints that hold with equality at x: linear, nonlinear, then active inequalities. Bounds
  /// are left out, as in lavaan: they keep a solution admissible and are no part of the model.
  MatrixXd active_jacobian(const VectorXd& x, double tolerance) const;

 private:
  void solve_linear(const MatrixXd& a, const VectorXd& b);
  struct Signed {
    const Parameter* row;
    double sign;  // -1 for "<"
  };
  const ParameterTable& table_;
  Index free_count_;
  std::size_t linear_count_ = 0;
  bool consistent_ = true;
  bool has_bounds_ = false;
  MatrixXd linear_;  // rows × free_count
  MatrixXd basis_;
  VectorXd offset_;
  VectorXd lower_;
  VectorXd upper_;
  std::vector<Signed> equalities_;
  std::vector<Signed> inequalities_;
};

}  // namespace rapport::stats::sem
