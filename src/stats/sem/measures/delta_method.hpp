#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "stats/sem/fit.hpp"
#include "stats/sem/measures/chi_square.hpp"
#include "stats/sem/result.hpp"

namespace rapport::stats::sem {

/// Several quantities that follow from the free parameters; must be safe to call near any admissible point.
using Quantities = std::function<VectorXd(const VectorXd& x)>;

/// ∂(quantities)/∂x by central differences of fourth order, relative error about 1e-11.
MatrixXd jacobian_of(const Quantities& quantities, const VectorXd& x, const Interrupt& interrupt = {});

/// The value of each quantity and what is known about its precision.
struct Precision {
  VectorXd value;
  VectorXd se;     // 0 for a constant; NaN where there are no standard errors
  VectorXd lower;  // confidence limits; NaN as se
  VectorXd upper;
  VectorXd pvalue;  // of the draws: it agrees with their interval; NaN without draws
};

/// By the delta method from fit.vcov with a normal interval; or, where the fit was bootstrapped, the standard deviation
/// of the quantities over the draws and the interval that the settings ask for.
/// @param slopes  ∂(quantities)/∂x at the fit, from their values there; empty, or without a result: jacobian_of
using Slopes = std::function<std::optional<MatrixXd>(const VectorXd& values)>;
Precision precision_of(const Fit& fit, const Quantities& quantities, const Slopes& slopes = {});

/// z = est / se; NaN where se is 0 or NaN.
double wald_z(double estimate, double se);

/// Fills in est, se, z, pvalue and the interval of a row. z and pvalue are NaN for a constant.
template <class Row>
void fill_in(Row& row, const Precision& precision, Index i) {
  row.est = precision.value[i];
  row.se = precision.se[i];
  row.z = wald_z(row.est, row.se);
  row.pvalue =
      std::isfinite(row.z) && std::isfinite(precision.pvalue[i]) ? precision.pvalue[i] : normal_two_sided(row.z);
  row.ci_lower = precision.lower[i];
  row.ci_upper = precision.upper[i];
}

}  // namespace rapport::stats::sem
