#include "stats/sem/engine/normal_theory.hpp"

#include <Eigen/Cholesky>
#include <cmath>

namespace rapport::stats::sem {
namespace {

/// tr(V Σᵢ V Σⱼ) / (2 scaleᵢ scaleⱼ) from the Gram matrix T'VT.
double trace_of(const MatrixXd& gram, const Derivative& i, const Derivative& j) {
  return gram(i.b, j.a) * gram(i.a, j.b) + gram(i.b, j.b) * gram(i.a, j.a);
}

/// tr(V Σᵢ V Σⱼ V M) + tr(V Σⱼ V Σᵢ V M), without the scales.
double triple_trace(const MatrixXd& gram, const MatrixXd& outer, const Derivative& i, const Derivative& j) {
  return 2 * (gram(i.b, j.a) * outer(j.b, i.a) + gram(i.b, j.b) * outer(j.a, i.a) + gram(i.a, j.a) * outer(j.b, i.b) +
              gram(i.a, j.b) * outer(j.a, i.b));
}

/// μᵢ'VΣⱼVr, where u = T'Vr.
double mean_cov_term(const MatrixXd& gram, const VectorXd& u, const Derivative& i, const Derivative& j) {
  if (i.w < 0 || j.a < 0) return 0;
  return i.mean_scale * j.scale * (gram(i.w, j.a) * u(j.b) + gram(i.w, j.b) * u(j.a));
}

template <class Term>
void add_symmetric(const std::vector<Derivative>& derivatives, MatrixXd& hessian, Term&& term) {
  for (std::size_t i = 0; i < derivatives.size(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const double value = term(derivatives[i], derivatives[j]);
      const Index r = derivatives[i].free;
      const Index c = derivatives[j].free;
      hessian(r, c) += value;
      if (i != j) hessian(c, r) += value;
    }
  }
}

/// The rows of T that belong to the observed variables, and Σ among them.
struct Part {
  MatrixXd t;
  MatrixXd cov;
  VectorXd mean;
};
Part part_of(const Basis& basis, const std::vector<Index>& observed) {
  return {.t = basis.t(observed, Eigen::all), .cov = basis.cov(observed, observed), .mean = basis.mean(observed)};
}

struct Normal {
  const MatrixXd& t;
  const MatrixXd& cov;
  const VectorXd& mean;
};

bool add_normal(const Normal& normal, const Basis& basis, bool has_means, const ObservedMoments& moments, double weight,
                Curvature curvature, Sums& sums, SecondOrder* second) {
  const Eigen::LLT<MatrixXd> factor(normal.cov);
  if (factor.info() != Eigen::Success) return false;
  const double log_determinant = 2 * factor.matrixLLT().diagonal().array().log().sum();
  const Index p = normal.cov.rows();
  const MatrixXd inverse = factor.solve(MatrixXd::Identity(p, p));
  VectorXd residual = VectorXd::Zero(p);
  if (has_means) residual = moments.mean - normal.mean;
  MatrixXd m = moments.cov;
  if (has_means) m.noalias() += residual * residual.transpose();
  const double value = log_determinant + inverse.cwiseProduct(m).sum();
  if (!std::isfinite(value)) return false;
  sums.value += weight * value;
  if (curvature == Curvature::none) return true;

  const MatrixXd weighted = inverse * normal.t;           // VT
  const MatrixXd middle = m * weighted;                   // MVT
  const MatrixXd gram = normal.t.transpose() * weighted;  // T'VT
  const MatrixXd outer = weighted.transpose() * middle;   // T'VMVT
  VectorXd u = VectorXd::Zero(gram.rows());
  if (has_means) u.noalias() = weighted.transpose() * residual;
  for (const Derivative& d : basis.derivatives) {
    double slope = 0;
    if (d.a >= 0) slope += 2 * d.scale * (gram(d.a, d.b) - outer(d.a, d.b));
    if (has_means && d.w >= 0) slope -= 2 * d.mean_scale * u(d.w);
    sums.gradient(d.free) += weight * slope;
  }
  if (curvature == Curvature::expected) add_expected(basis, has_means, gram, weight, sums.hessian);
  if (curvature != Curvature::observed) return true;

  add_symmetric(basis.derivatives, sums.hessian, [&](const Derivative& i, const Derivative& j) {
    double term = 0;
    if (i.a >= 0 && j.a >= 0) term += i.scale * j.scale * (triple_trace(gram, outer, i, j) - 2 * trace_of(gram, i, j));
    if (has_means) {
      term += 2 * mean_cov_term(gram, u, i, j) + 2 * mean_cov_term(gram, u, j, i);
      if (i.w >= 0 && j.w >= 0) term += 2 * i.mean_scale * j.mean_scale * gram(i.w, j.w);
    }
    return weight * term;
  });
  const MatrixXd q = weight * (inverse - inverse * m * inverse);
  const VectorXd h = weight * (inverse * residual);
  if (!moments.observed) {
    second->q += q;
    second->h += h;
  } else {
    second->q(*moments.observed, *moments.observed) += q;
    second->h(*moments.observed) += h;
  }
  return true;
}

}  // namespace

void add_expected(const Basis& basis, bool has_means, const MatrixXd& gram, double weight, MatrixXd& hessian) {
  add_symmetric(basis.derivatives, hessian, [&](const Derivative& i, const Derivative& j) {
    double term = 0;
    if (i.a >= 0 && j.a >= 0) term += 2 * i.scale * j.scale * trace_of(gram, i, j);
    if (has_means && i.w >= 0 && j.w >= 0) term += 2 * i.mean_scale * j.mean_scale * gram(i.w, j.w);
    return weight * term;
  });
}

bool add_likelihood(const Basis& basis, bool has_means, const ObservedMoments& moments, double weight,
                    Curvature curvature, Sums& sums, SecondOrder* second) {
  if (!moments.observed)
    return add_normal({basis.t, basis.cov, basis.mean}, basis, has_means, moments, weight, curvature, sums, second);
  const Part part = part_of(basis, *moments.observed);
  return add_normal({part.t, part.cov, part.mean}, basis, has_means, moments, weight, curvature, sums, second);
}

void add_gls(const Basis& basis, bool has_means, const VectorXd& mean, const MatrixXd& cov, const MatrixXd& v,
             double weight, Curvature curvature, Sums& sums) {
  const MatrixXd gap = basis.cov - cov;
  const MatrixXd v_gap = v * gap;
  VectorXd residual = VectorXd::Zero(cov.rows());
  if (has_means) residual = mean - basis.mean;
  sums.value += weight * (0.5 * v_gap.cwiseProduct(v_gap.transpose()).sum() + residual.dot(v * residual));
  if (curvature == Curvature::none) return;
  const MatrixXd weighted = v * basis.t;
  const MatrixXd slope = weighted.transpose() * gap * weighted;  // T'V(Σ - S)VT
  const VectorXd u = weighted.transpose() * residual;
  for (const Derivative& d : basis.derivatives) {
    double own = 0;
    if (d.a >= 0) own += 2 * d.scale * slope(d.a, d.b);
    if (has_means && d.w >= 0) own -= 2 * d.mean_scale * u(d.w);
    sums.gradient(d.free) += weight * own;
  }
  if (curvature == Curvature::gradient) return;
  const MatrixXd gram = basis.t.transpose() * weighted;
  add_expected(basis, has_means, gram, weight, sums.hessian);
}

void write_scores(const Basis& basis, bool has_means, const std::vector<Index>* observed, const MatrixXd& residuals,
                  Eigen::Ref<MatrixXd> scores) {
  const Part part = observed ? part_of(basis, *observed) : Part{};
  const MatrixXd& t = observed ? part.t : basis.t;
  const MatrixXd weighted = (observed ? part.cov : basis.cov).llt().solve(t);  // Σ⁻¹T
  const MatrixXd gram = t.transpose() * weighted;
  const MatrixXd z = residuals * weighted;  // n × (p + 2m)
  scores.setZero();
  for (const Derivative& d : basis.derivatives) {
    auto column = scores.col(d.free).array();
    if (d.a >= 0) column += d.scale * (z.col(d.a).array() * z.col(d.b).array() - gram(d.a, d.b));
    if (has_means && d.w >= 0) column += d.mean_scale * z.col(d.w).array();
  }
}

}  // namespace rapport::stats::sem
