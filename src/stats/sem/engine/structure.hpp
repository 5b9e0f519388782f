#pragma once

#include <Eigen/Core>
#include <vector>

#include "stats/sem/sample/sample.hpp"
#include "stats/sem/table/parameter_table.hpp"

namespace rapport::stats::sem {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

enum class Matrix { lambda, theta, psi, beta, nu, alpha, tau, delta, covariate_cov, covariate_mean };

/// Where a row of the parameter table stands in the model matrices of its group.
struct Cell {
  std::size_t row = 0;  // of the table
  Matrix matrix = Matrix::lambda;
  Index i = 0;
  Index j = 0;      // 0 in a vector
  Index free = -1;  // number among the free parameters, from 0; -1: fixed
};

/// The matrices of one group:  y = ν + Λη + ε,  η = α + Bη + ζ,  var ζ = Ψ,  var ε = Θ.
/// An observed variable that takes part in a regression gets a latent stand-in with loading 1 and no residual.
/// Covariates that everything is given (conditional.x) are latents, too, the last ones, without variance or mean: Σ is
/// then what they leave over, and their columns of Λ(I - B)⁻¹ are the slopes on them.
struct Matrices {
  MatrixXd lambda;          // p × m
  MatrixXd theta;           // p × p
  MatrixXd psi;             // m × m
  MatrixXd beta;            // m × m
  VectorXd nu;              // p
  VectorXd alpha;           // m
  VectorXd tau;             // all thresholds, by variable
  VectorXd delta;           // p: scales of the ordinal items' latent responses (1 for a continuous one)
  MatrixXd covariate_cov;   // q × q: of the sample
  VectorXd covariate_mean;  // q
};

/// The shape of a model: which parameter goes where. Built once, shared by every fit of it.
struct Structure {
  std::vector<std::string> variables = {};    // p, the sample's order
  std::vector<std::string> latents = {};      // m: latent variables, stand-ins of observed ones, covariates
  std::size_t true_latents = 0;               // how many of them are latent variables of the model
  Index covariate_count = 0;                  // q: how many, at their end, are covariates that everything is given
  std::vector<std::vector<Cell>> cells = {};  // by group
  std::vector<Matrices> fixed = {};           // by group: fixed values in place, 0 where a free parameter goes
  std::vector<std::vector<Index>> thresholds =
      {};  // p: positions of each variable's thresholds in tau; empty: continuous
  Index free_count = 0;
  bool has_means = false;
  bool has_paths = false;  // B is not 0
  bool theta_parameterization = false;

  bool categorical() const;
};

Structure structure_of(const ParameterTable& table, const Sample& sample, const Settings& settings);

/// The matrices of a group with the free parameters x (free_count) filled in. Under the theta parameterization Θ's
/// diagonal is fixed (or free) and the scales Δ follow from it; under delta the residual variances of ordinal items
/// follow from Δ.
Matrices matrices_at(const Structure& structure, std::size_t group, const VectorXd& x);

/// A = (I - B)⁻¹: what a change of each latent variable brings to each, directly and by way of the others.
MatrixXd total_effects(const MatrixXd& beta);
MatrixXd total_effects(const Structure& structure, const Matrices& matrices);

/// Ψ with the covariates' covariances in place: for figures about all values of the covariates.
MatrixXd marginal_psi(const Structure& structure, const Matrices& matrices);

/// What a group's matrices imply.
struct Implied {
  MatrixXd cov;          // p × p
  VectorXd mean;         // p; zero without a mean structure
  VectorXd tau;          // standardized thresholds, by variable; empty without ordinal items
  MatrixXd slopes = {};  // p × q, standardized where ordinal
};
Implied implied_by(const Structure& structure, const Matrices& matrices);

/// The statistics that the model implies, in the order of GroupSample::statistics.
VectorXd implied_statistics(const Structure& structure, const Implied& implied);

/// ∂(implied statistics)/∂x of a group: statistics × free_count, exact.
MatrixXd jacobian_at(const Structure& structure, std::size_t group, const VectorXd& x);

}  // namespace rapport::stats::sem
