#include "stats/sem/engine/normal_theory.hpp"

namespace rapport::stats::sem {
namespace {

/// tr(q Σᵢⱼ) - 2 h'μᵢⱼ for pairs of cells. Notation: Λ, B, Ψ, α as in Matrices; A = (I - B)⁻¹, Ω = AΨA', L = ΛA,
/// G = ΛΩ, η = Aα. Every second derivative of Σ and μ not listed is 0.
class Pairs {
 public:
  Pairs(const Basis& basis, const SecondOrder& second)
      : p_(basis.cov.rows()),
        m_(basis.latent_cov.rows()),
        a_(basis.total),
        omega_(basis.latent_cov),
        eta_(basis.latent_mean),
        q_(second.q),
        h_(second.h) {
    const auto l = basis.t.middleCols(p_, m_);
    const auto g = basis.t.rightCols(m_);
    ql_.noalias() = q_ * l;
    qg_.noalias() = q_ * g;
    lql_.noalias() = l.transpose() * ql_;
    lqg_.noalias() = l.transpose() * qg_;
    lh_.noalias() = l.transpose() * h_;
  }

  double term(const Cell& i, const Cell& j) const {
    const int code = 4 * order(i.matrix) + order(j.matrix);
    if (order(i.matrix) > order(j.matrix)) return term(j, i);
    switch (code) {
      case 4 * 0 + 0:
        return 2 * q_(i.i, j.i) * omega_(i.j, j.j);  // Λ, Λ
      case 4 * 0 + 1:
        return lambda_beta(i, j);
      case 4 * 0 + 2:
        return lambda_psi(i, j);
      case 4 * 0 + 3:
        return -2 * h_(i.i) * a_(i.j, j.i);  // Λ, α
      case 4 * 1 + 1:
        return beta_beta(i, j);
      case 4 * 1 + 2:
        return beta_psi(i, j);
      case 4 * 1 + 3:
        return -2 * lh_(i.i) * a_(i.j, j.i);  // B, α
      default:
        return 0;
    }
  }

  static bool has_second_order(Matrix matrix) {
    return matrix == Matrix::lambda || matrix == Matrix::beta || matrix == Matrix::psi || matrix == Matrix::alpha;
  }

 private:
  static int order(Matrix matrix) {
    switch (matrix) {
      case Matrix::lambda:
        return 0;
      case Matrix::beta:
        return 1;
      case Matrix::psi:
        return 2;
      default:
        return 3;
    }
  }
  static double scale(const Cell& psi) { return psi.i == psi.j ? 0.5 : 1; }

  double lambda_beta(const Cell& x, const Cell& y) const {  // Λ_ik, B_lm
    return 2 * (ql_(x.i, y.i) * omega_(x.j, y.j) + qg_(x.i, y.j) * a_(x.j, y.i)) -
           2 * h_(x.i) * a_(x.j, y.i) * eta_(y.j);
  }
  double lambda_psi(const Cell& x, const Cell& y) const {  // Λ_ik, Ψ_lm
    return 2 * scale(y) * (ql_(x.i, y.i) * a_(x.j, y.j) + ql_(x.i, y.j) * a_(x.j, y.i));
  }
  double beta_psi(const Cell& x, const Cell& y) const {  // B_kn, Ψ_lm
    return 2 * scale(y) * (a_(x.j, y.i) * lql_(x.i, y.j) + a_(x.j, y.j) * lql_(x.i, y.i));
  }
  double beta_beta(const Cell& x, const Cell& y) const {  // B_lm, B_kn
    const double cov =
        a_(y.j, x.i) * lqg_(y.i, x.j) + omega_(y.j, x.j) * lql_(x.i, y.i) + a_(x.j, y.i) * lqg_(x.i, y.j);
    const double mean = lh_(y.i) * a_(y.j, x.i) * eta_(x.j) + lh_(x.i) * a_(x.j, y.i) * eta_(y.j);
    return 2 * cov - 2 * mean;
  }

  Index p_;
  Index m_;
  const MatrixXd& a_;
  const MatrixXd& omega_;
  const VectorXd& eta_;
  const MatrixXd& q_;
  const VectorXd& h_;
  MatrixXd ql_;
  MatrixXd qg_;
  MatrixXd lql_;
  MatrixXd lqg_;
  VectorXd lh_;
};

}  // namespace

void add_second_order(const Structure& structure, std::size_t group, const Basis& basis, const SecondOrder& second,
                      Sums& sums) {
  const Pairs pairs(basis, second);
  std::vector<const Cell*> cells;
  for (const Cell& cell : structure.cells[group])
    if (cell.free >= 0 && Pairs::has_second_order(cell.matrix)) cells.push_back(&cell);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const double value = pairs.term(*cells[i], *cells[j]);
      sums.hessian(cells[i]->free, cells[j]->free) += value;
      if (i != j) sums.hessian(cells[j]->free, cells[i]->free) += value;
    }
  }
}

}  // namespace rapport::stats::sem
