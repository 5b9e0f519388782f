#include "stats/sem/measures/admissibility.hpp"

#include <fmt/format.h>

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "stats/sem/measures/moments.hpp"
#include "stats/sem/measures/standardized.hpp"

namespace rapport::stats::sem {
namespace {

constexpr double margin = 1e-6;  // relative: what rounding may do to a boundary

std::string in_group(const Fit& fit, std::size_t group) {
  if (fit.sample->groups.size() < 2) return "";
  return fmt::format(" in group \"{}\"", fit.sample->groups[group - 1].label);
}

/// True if the matrix scaled to a unit diagonal has an eigenvalue below -margin, or a variance is not positive.
bool is_indefinite(const MatrixXd& cov) {
  if (cov.size() == 0) return false;
  if (!cov.allFinite() || !(cov.diagonal().minCoeff() > 0)) return true;
  const VectorXd scale = cov.diagonal().cwiseSqrt().cwiseInverse();
  MatrixXd raised = scale.asDiagonal() * cov * scale.asDiagonal();
  raised.diagonal().array() += margin;
  return Eigen::LLT<MatrixXd>(raised).info() != Eigen::Success;
}

class Findings {
 public:
  explicit Findings(const Fit& fit) : fit_(fit) {}

  void variances() {
    const auto& latent = fit_.table.latent;
    for (std::size_t row = 0; row < fit_.table.rows.size(); ++row) {
      const Parameter& parameter = fit_.table.rows[row];
      if (parameter.op != Op::covaries_with || parameter.lhs != parameter.rhs) continue;
      const double estimate = fit_.estimates[row];
      const auto what = [&] {
        const bool is_latent = std::find(latent.begin(), latent.end(), parameter.lhs) != latent.end();
        return fmt::format("The {} of {}{}", is_latent ? "(residual) variance" : "residual variance", parameter.lhs,
                           in_group(fit_, parameter.group));
      };
      if (estimate < -1e-10) {
        const bool settled = row < fit_.se.size() && fit_.se[row] > 0 && std::abs(estimate) < 1.96 * fit_.se[row];
        add(Severity::inadmissible, "negative_variance",
            fmt::format(
                "{} is negative ({:.4g}). {}", what(), estimate,
                settled ? "Its confidence interval holds 0: too few respondents or a true value near 0 are the likely "
                          "cause. Ask for bounds (standard), or fix it at 0."
                        : "It lies below 0 by more than its standard error explains: the model is wrong for this "
                          "variable, or an outlier drives it. Look at its items before bounding it."));
      } else if (parameter.free > 0 && std::isfinite(parameter.lower) && estimate <= parameter.lower + 1e-8) {
        add(Severity::warning, "boundary_variance",
            fmt::format("{} is held at its bound ({:.4g}); its standard error and the test do not count that.", what(),
                        estimate));
      }
    }
  }

  void matrices() {
    const Structure& structure = fit_.structure;
    const auto m = static_cast<Index>(structure.true_latents);
    for (std::size_t g = 0; g < structure.cells.size(); ++g) {
      const Matrices matrices = matrices_at(structure, g, fit_.x);
      const MatrixXd latent = latent_covariance(structure, matrices).topLeftCorner(m, m);
      const bool named_pair = latent_pairs(latent, g);
      if (!named_pair && is_indefinite(latent)) {
        add(Severity::inadmissible, "latent_covariance",
            fmt::format(
                "The covariance matrix of the latent variables{} is not positive definite: they cannot vary like that "
                "together. See cov_lv for variables that say the same, and merge them or drop one.",
                in_group(fit_, g + 1)));
      }
      if (is_indefinite(residuals_of_items(matrices))) {
        add(Severity::inadmissible, "residual_covariance",
            fmt::format("The residual covariance matrix of the items{} is not positive definite. See the residual "
                        "variances and "
                        "covariances that are large for their items, and take the covariances out that theory does not "
                        "ask for.",
                        in_group(fit_, g + 1)));
      }
      if (is_indefinite(fit_.implied[g].cov)) {
        add(Severity::inadmissible, "implied_covariance",
            fmt::format(
                "The covariance matrix that the model implies{} is not positive definite: no data could have it.",
                in_group(fit_, g + 1)));
      }
    }
  }

  void loadings() {
    const VectorXd values = standardized_values(fit_, fit_.x, Standardization::all);
    for (std::size_t row = 0; row < fit_.table.rows.size(); ++row) {
      const Parameter& parameter = fit_.table.rows[row];
      const double value = values[static_cast<Index>(row)];
      if (parameter.op != Op::measured_by || !(std::abs(value) > 1 + margin) || has_several_factors(parameter))
        continue;
      add(Severity::inadmissible, "standardized_loading",
          fmt::format("The standardized loading of {} on {}{} is {:.3f}, beyond 1: the factor would explain more than "
                      "all of the "
                      "item. Its residual variance is negative.",
                      parameter.rhs, parameter.lhs, in_group(fit_, parameter.group), value));
    }
  }

  void standard_errors() {
    if (fit_.settings.se == StandardErrors::none) return;
    if (!fit_.has_vcov()) {
      add(Severity::warning, "no_standard_errors",
          "Standard errors could not be worked out: the information matrix cannot be inverted. The model may not be "
          "identified.");
      return;
    }
    if (!fit_.vcov.allFinite() || fit_.vcov.diagonal().minCoeff() < 0) {
      add(Severity::warning, "singular_vcov",
          "Some standard errors could not be worked out: the estimates' covariance matrix is not positive. The model "
          "may be barely "
          "identified.");
    }
  }

  void inequalities() {
    for (const Parameter& row : fit_.table.rows) {
      if (row.op != Op::less_than && row.op != Op::greater_than) continue;
      if (std::abs(row.expression->value(fit_.estimates)) > 1e-6) continue;
      add(Severity::warning, "constraint_active",
          fmt::format("The constraint {} {} {} holds the estimates at its limit; standard errors and the test treat it "
                      "as an equality "
                      "and do not count that the data decided so.",
                      row.lhs, symbol_of(row.op), row.rhs));
    }
  }

  void definitions() {
    for (std::size_t row = 0; row < fit_.table.rows.size(); ++row) {
      const Parameter& parameter = fit_.table.rows[row];
      if (parameter.op != Op::defined_as || std::isfinite(fit_.estimates[row])) continue;
      add(Severity::warning, "undefined",
          fmt::format("{} := {} has no value at the estimates: it divides by 0, or takes the logarithm or root of a "
                      "negative number.",
                      parameter.lhs, parameter.rhs));
    }
  }

  std::vector<Diagnosis> take() { return std::move(found_); }

 private:
  bool has_several_factors(const Parameter& loading) const {
    const auto& rows = fit_.table.rows;
    return std::count_if(rows.begin(), rows.end(), [&](const Parameter& row) {
             return row.op == Op::measured_by && row.rhs == loading.rhs && row.group == loading.group;
           }) > 1;
  }

  /// Names the pairs whose correlation is impossible, or nearly perfect. True if one is impossible.
  bool latent_pairs(const MatrixXd& latent, std::size_t g) {
    bool impossible = false;
    for (Index i = 0; i < latent.rows(); ++i) {
      for (Index j = 0; j < i; ++j) {
        const double correlation = latent(i, j) / std::sqrt(latent(i, i) * latent(j, j));
        if (!(std::abs(correlation) > 0.9999)) continue;
        impossible = impossible || std::abs(correlation) > 1 + margin;
        add(Severity::inadmissible, "latent_correlation",
            fmt::format("{} and {}{} correlate {:.3f}: the data do not tell them apart. Make one latent variable of "
                        "their items, or "
                        "drop the items that cause it.",
                        fit_.structure.latents[static_cast<std::size_t>(j)],
                        fit_.structure.latents[static_cast<std::size_t>(i)], in_group(fit_, g + 1), correlation));
      }
    }
    return impossible;
  }

  /// Θ of the items that have a residual variance of their own there and no negative one, which is said already.
  static MatrixXd residuals_of_items(const Matrices& matrices) {
    std::vector<Index> items;
    for (Index i = 0; i < matrices.theta.rows(); ++i) {
      if (matrices.theta(i, i) > 0) items.push_back(i);
    }
    return matrices.theta(items, items);
  }

  void add(Severity severity, const char* code, std::string message) {
    found_.push_back({.severity = severity, .code = code, .message = std::move(message)});
  }

  const Fit& fit_;
  std::vector<Diagnosis> found_;
};

}  // namespace

std::vector<Diagnosis> admissibility(const Fit& fit) {
  Findings findings(fit);
  findings.variances();
  findings.matrices();
  findings.loadings();
  findings.standard_errors();
  findings.inequalities();
  findings.definitions();
  return findings.take();
}

}  // namespace rapport::stats::sem
