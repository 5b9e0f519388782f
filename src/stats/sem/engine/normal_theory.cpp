#include "stats/sem/engine/normal_theory.hpp"

#include <Eigen/Cholesky>
#include <cmath>

namespace rapport::stats::sem {
namespace {

/// T'VT of T = [I | L | LK], from VL and L'VL alone.
/// @param v         observed × observed; where variables are missing their rows and columns of T'VT are 0
/// @param observed  null: every variable
MatrixXd gram_of(const Basis& basis, const MatrixXd& v, const std::vector<Index>* observed) {
  const Index p = basis.t.rows();
  const Index m = basis.k.rows();
  MatrixXd gram(p + 2 * m, p + 2 * m);
  auto items_l = gram.block(0, p, p, m);
  auto items_g = gram.block(0, p + m, p, m);
  auto l_l = gram.block(p, p, m, m);
  auto l_g = gram.block(p, p + m, m, m);
  const auto l = basis.t.middleCols(p, m);
  if (observed) {
    const MatrixXd own = l(*observed, Eigen::all);
    const MatrixXd across = v * own;
    gram.topRows(p).setZero();
    gram(*observed, *observed) = v;
    items_l(*observed, Eigen::all) = across;
    l_l.noalias() = own.transpose() * across;
  } else {
    gram.topLeftCorner(p, p) = v;
    items_l.noalias() = v * l;
    l_l.noalias() = l.transpose() * items_l;
  }
  items_g.noalias() = items_l * basis.k;
  l_g.noalias() = l_l * basis.k;
  gram.block(p + m, p + m, m, m).noalias() = basis.k.transpose() * l_g;
  gram.block(p + m, p, m, m) = l_g.transpose();
  gram.bottomLeftCorner(2 * m, p) = gram.topRightCorner(p, 2 * m).transpose();
  return gram;
}

/// The derivatives that move Σ, and those that move μ: pairs need look only at the terms they have.
struct Movers {
  std::vector<Derivative> cov;
  std::vector<Derivative> mean;
};
Movers movers_of(const Basis& basis, bool has_means) {
  Movers movers;
  movers.cov.reserve(basis.derivatives.size());
  for (const Derivative& d : basis.derivatives) {
    if (d.a >= 0) movers.cov.push_back(d);
    if (has_means && d.w >= 0 && d.mean_scale != 0) movers.mean.push_back(d);
  }
  return movers;
}

/// @param term_of  of a derivative: the function that gives its term with another one
template <class TermOf>
void add_symmetric(const std::vector<Derivative>& derivatives, MatrixXd& hessian, TermOf&& term_of) {
  for (std::size_t i = 0; i < derivatives.size(); ++i) {
    const auto term = term_of(derivatives[i]);
    const Index r = derivatives[i].free;
    hessian(r, r) += term(derivatives[i]);
    for (std::size_t j = 0; j < i; ++j) {
      const double value = term(derivatives[j]);
      const Index c = derivatives[j].free;
      hessian(r, c) += value;
      hessian(c, r) += value;
    }
  }
}

/// 2 weight μᵢ'Vμⱼ.
void add_mean_pairs(const std::vector<Derivative>& mean, const MatrixXd& gram, double weight, MatrixXd& hessian) {
  add_symmetric(mean, hessian, [&](const Derivative& i) {
    const double* column = gram.col(i.w).data();
    const double own = 2 * weight * i.mean_scale;
    return [=](const Derivative& j) { return own * j.mean_scale * column[j.w]; };
  });
}

/// 2 Δ'WΔ: the expected Hessian.
void add_expected(const Movers& movers, const MatrixXd& gram, double weight, MatrixXd& hessian) {
  add_symmetric(movers.cov, hessian, [&](const Derivative& i) {
    const double* a = gram.col(i.a).data();
    const double* b = gram.col(i.b).data();
    const double own = 2 * weight * i.scale;
    return [=](const Derivative& j) { return own * j.scale * (b[j.a] * a[j.b] + b[j.b] * a[j.a]); };
  });
  add_mean_pairs(movers.mean, gram, weight, hessian);
}

/// The exact Hessian but for the second derivatives of Σ and μ. With G = T'VT, O = T'VMVT, slope = G - O and u = T'Vr:
/// tr(VΣᵢVΣⱼVM) + tr(VΣⱼVΣᵢVM) - tr(VΣᵢVΣⱼ), of which each is a sum of products of an entry of G and one of O or G,
/// 2 μᵢ'VΣⱼVr + 2 μⱼ'VΣᵢVr, and 2 μᵢ'Vμⱼ.
void add_observed(const Movers& movers, const MatrixXd& gram, const MatrixXd& slope, const VectorXd& u, double weight,
                  MatrixXd& hessian) {
  const MatrixXd excess = gram / 2 - slope;  // O - G/2
  add_symmetric(movers.cov, hessian, [&](const Derivative& i) {
    const double* ga = gram.col(i.a).data();
    const double* gb = gram.col(i.b).data();
    const double* ea = excess.col(i.a).data();
    const double* eb = excess.col(i.b).data();
    const double own = 2 * weight * i.scale;
    return [=](const Derivative& j) {
      return own * j.scale * (gb[j.a] * ea[j.b] + gb[j.b] * ea[j.a] + ga[j.a] * eb[j.b] + ga[j.b] * eb[j.a]);
    };
  });
  add_mean_pairs(movers.mean, gram, weight, hessian);
  for (const Derivative& i : movers.mean) {
    const double* column = gram.col(i.w).data();
    const double own = 2 * weight * i.mean_scale;
    for (const Derivative& j : movers.cov) {
      const double value = own * j.scale * (column[j.a] * u(j.b) + column[j.b] * u(j.a));
      hessian(i.free, j.free) += value;
      hessian(j.free, i.free) += value;
    }
  }
}

bool add_normal(const MatrixXd& cov, const VectorXd& mean, const Basis& basis, bool has_means,
                const ObservedMoments& moments, double weight, Curvature curvature, Sums& sums, SecondOrder* second) {
  const Eigen::LLT<MatrixXd> factor(cov);
  if (factor.info() != Eigen::Success) return false;
  const double log_determinant = 2 * factor.matrixLLT().diagonal().array().log().sum();
  const Index p = cov.rows();
  const MatrixXd inverse = factor.solve(MatrixXd::Identity(p, p));
  VectorXd residual = VectorXd::Zero(p);
  if (has_means) residual = moments.mean - mean;
  MatrixXd m = moments.cov;
  if (has_means) m.noalias() += residual * residual.transpose();
  const double value = log_determinant + inverse.cwiseProduct(m).sum();
  if (!std::isfinite(value)) return false;
  sums.value += weight * value;
  if (curvature == Curvature::none) return true;

  const MatrixXd middle = inverse * m * inverse;  // VMV
  const VectorXd pull = inverse * residual;
  VectorXd u = VectorXd::Zero(basis.t.cols());
  if (has_means && moments.observed) u.noalias() = basis.t(*moments.observed, Eigen::all).transpose() * pull;
  if (has_means && !moments.observed) u.noalias() = basis.t.transpose() * pull;
  const Movers movers = movers_of(basis, has_means);
  const MatrixXd slope = gram_of(basis, inverse - middle, moments.observed);
  for (const Derivative& d : movers.cov) sums.gradient(d.free) += 2 * weight * d.scale * slope(d.a, d.b);
  for (const Derivative& d : movers.mean) sums.gradient(d.free) -= 2 * weight * d.mean_scale * u(d.w);
  if (curvature == Curvature::gradient) return true;

  const MatrixXd gram = gram_of(basis, inverse, moments.observed);
  if (curvature == Curvature::expected) {
    add_expected(movers, gram, weight, sums.hessian);
    return true;
  }
  add_observed(movers, gram, slope, u, weight, sums.hessian);
  if (!moments.observed) {
    second->q += weight * (inverse - middle);
    second->h += weight * pull;
  } else {
    second->q(*moments.observed, *moments.observed) += weight * (inverse - middle);
    second->h(*moments.observed) += weight * pull;
  }
  return true;
}

}  // namespace

MatrixXd normal_information(const Basis& basis, bool has_means, const MatrixXd& v, Index free_count) {
  MatrixXd information = MatrixXd::Zero(free_count, free_count);
  add_expected(movers_of(basis, has_means), gram_of(basis, v, nullptr), 0.5, information);
  return information;
}

bool add_likelihood(const Basis& basis, bool has_means, const ObservedMoments& moments, double weight,
                    Curvature curvature, Sums& sums, SecondOrder* second) {
  if (!moments.observed)
    return add_normal(basis.cov, basis.mean, basis, has_means, moments, weight, curvature, sums, second);
  const std::vector<Index>& observed = *moments.observed;
  return add_normal(basis.cov(observed, observed), basis.mean(observed), basis, has_means, moments, weight, curvature,
                    sums, second);
}

void add_gls(const Basis& basis, bool has_means, const VectorXd& mean, const MatrixXd& cov, const MatrixXd& v,
             double weight, Curvature curvature, Sums& sums) {
  const MatrixXd gap = basis.cov - cov;
  const MatrixXd v_gap = v * gap;
  VectorXd residual = VectorXd::Zero(cov.rows());
  if (has_means) residual = mean - basis.mean;
  sums.value += weight * (0.5 * v_gap.cwiseProduct(v_gap.transpose()).sum() + residual.dot(v * residual));
  if (curvature == Curvature::none) return;
  const MatrixXd slope = gram_of(basis, v_gap * v, nullptr);  // T'V(Σ - S)VT
  const VectorXd u = basis.t.transpose() * (v * residual);
  for (const Derivative& d : basis.derivatives) {
    double own = 0;
    if (d.a >= 0) own += 2 * d.scale * slope(d.a, d.b);
    if (has_means && d.w >= 0) own -= 2 * d.mean_scale * u(d.w);
    sums.gradient(d.free) += weight * own;
  }
  if (curvature == Curvature::gradient) return;
  add_expected(movers_of(basis, has_means), gram_of(basis, v, nullptr), weight, sums.hessian);
}

void write_scores(const Basis& basis, bool has_means, const std::vector<Index>* observed, const MatrixXd& residuals,
                  Eigen::Ref<MatrixXd> scores) {
  const MatrixXd t = observed ? MatrixXd(basis.t(*observed, Eigen::all)) : basis.t;
  const MatrixXd cov = observed ? MatrixXd(basis.cov(*observed, *observed)) : basis.cov;
  const MatrixXd weighted = cov.llt().solve(t);  // Σ⁻¹T
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
