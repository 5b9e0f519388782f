#pragma once

#include <map>
#include <string>
#include <vector>

#include "stats/sem/fit.hpp"
#include "stats/sem/result.hpp"

namespace rapport::stats::sem {

enum class Standardization {
  latent,            // std.lv: latent variables have variance 1
  all,               // std.all: observed variables too
  all_but_exogenous  // std.nox: but not the exogenous covariates
};

/// The standardized value of each row of the table, as lavaan does: a coefficient is multiplied by the standard
/// deviation of the cause and divided by that of the effect, a variance by the variable's variance; a covariance
/// becomes the (residual) correlation, a negative residual variance counting as its absolute value. Ordinal items stand
/// for their latent responses. := is worked out anew from the standardized values. NaN for == < >.
VectorXd standardized_values(const Fit& fit, const VectorXd& x, Standardization kind);

/// The standardized solution with standard errors of its own (delta method or bootstrap, see precision_of); all rows
/// of the table but the constraints.
std::vector<EstimateRow> standardized(const Fit& fit, Standardization kind);

/// By how much one standard deviation of each variable counts in a group, in the chosen standardization.
class StandardScales {
 public:
  StandardScales(const ParameterTable& table, const Structure& structure, const Matrices& matrices,
                 Standardization kind);
  /// A parameter's value, standardized; NaN for := and constraints.
  double standardize(const Parameter& row, double value) const;

 private:
  struct Entry {
    double sd = 1;
    double residual_sd = 1;
  };
  Standardization kind_;
  std::map<std::string, Entry, std::less<>> entries_;
};

/// Standard deviations of variables in a group, and residual variances, as the model implies them.
struct Spread {
  VectorXd latent;             // m: of Structure::latents
  VectorXd latent_residual;    // m: Ψᵢᵢ, a variance
  VectorXd observed;           // p: of latent responses where ordinal
  VectorXd observed_residual;  // p: the residual variance, wherever the model keeps it
};
/// The standard deviation that belongs to a negative variance is NaN.
Spread spread_of(const Structure& structure, const Matrices& matrices);

}  // namespace rapport::stats::sem
