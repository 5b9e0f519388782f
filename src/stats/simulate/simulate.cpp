#include "stats/simulate/simulate.hpp"

#include <fmt/format.h>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "stats/resample/random.hpp"
#include "stats/simulate/likert.hpp"

namespace rapport::stats {
namespace {
using Eigen::MatrixXd;
using Eigen::VectorXd;
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr double highest_correlation = 0.99;
constexpr double least_eigenvalue = 1e-6;

double item_correlation(const StudyConstruct& construct) {
  const auto k = static_cast<double>(construct.items.size());
  return construct.alpha / (k - (k - 1) * construct.alpha);
}

double loading_of(const StudyConstruct& construct, const StudyItem& item) {
  return std::isnan(item.loading) ? std::sqrt(item_correlation(construct)) : item.loading;
}

double sd_of(const StudyConstruct& construct, const StudyItem& item) {
  if (!std::isnan(item.sd)) return item.sd;
  const auto k = static_cast<double>(construct.items.size());
  return construct.sd * std::sqrt(k / (1 + (k - 1) * item_correlation(construct)));
}

/// The correlations of the constructs: as published, the others as the paths have them.
MatrixXd construct_correlations(const Study& study, const PathModel& model) {
  const auto k = static_cast<Eigen::Index>(study.constructs.size());
  const auto index = [&](const std::string& name) { return static_cast<Eigen::Index>(model.find(name).value()); };
  MatrixXd phi = MatrixXd::Constant(k, k, not_estimated);
  phi.diagonal().setOnes();
  for (const StudyCorrelation& pair : study.correlations) {
    phi(index(pair.a), index(pair.b)) = phi(index(pair.b), index(pair.a)) = pair.r;
  }
  const auto construct_sd = [&](Eigen::Index j) {
    const StudyConstruct& construct = study.constructs[static_cast<std::size_t>(j)];
    return construct.sd * std::sqrt(construct.alpha);
  };
  const std::vector<std::size_t> order = model.causal_order();
  for (std::size_t m = 0; m < order.size(); ++m) {
    const auto outcome = static_cast<Eigen::Index>(order[m]);
    for (std::size_t before = 0; before < m; ++before) {
      const auto other = static_cast<Eigen::Index>(order[before]);
      if (!std::isnan(phi(outcome, other))) continue;
      double sum = 0;
      bool any = false;
      for (const StudyPath& path : study.paths) {
        if (index(path.to) != outcome) continue;
        const Eigen::Index cause = index(path.from);
        const double beta =
            study.standardized ? path.estimate : path.estimate * construct_sd(cause) / construct_sd(outcome);
        sum += beta * phi(cause, other);
        any = true;
      }
      if (!any || std::isnan(sum)) {
        throw std::runtime_error(fmt::format("The study {} gives no correlation of {} and {}.", study.name,
                                             study.constructs[order[m]].name, study.constructs[order[before]].name));
      }
      phi(outcome, other) = phi(other, outcome) = sum;
    }
  }
  return phi;
}

/// The nearest thing to a correlation matrix: eigenvalues raised to a least one, then unit diagonal.
MatrixXd made_definite(const MatrixXd& matrix) {
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(matrix);
  const VectorXd values = solver.eigenvalues().cwiseMax(least_eigenvalue);
  const MatrixXd raised = solver.eigenvectors() * values.asDiagonal() * solver.eigenvectors().transpose();
  const VectorXd scale = raised.diagonal().cwiseSqrt().cwiseInverse();
  return scale.asDiagonal() * raised * scale.asDiagonal();
}

/// A covariance matrix Θ of item residuals with diagonal 1 - λ² and Θλ = 0. With Θ = D G D, D = √(1 - λ²), that is a
/// correlation matrix G with G(Dλ) = 0, found by projecting in turn on the matrices with that null vector and on those
/// with unit diagonal. There is one unless a single |Dλ| is larger than all the others together; then Θλ is small.
MatrixXd residuals_of_composite(const VectorXd& lambda) {
  const Eigen::Index k = lambda.size();
  const VectorXd d = (1 - lambda.array().square()).max(0).sqrt();
  const VectorXd null = d.cwiseProduct(lambda);
  if (null.squaredNorm() == 0) return MatrixXd::Zero(k, k);
  const MatrixXd projector = MatrixXd::Identity(k, k) - null * null.transpose() / null.squaredNorm();
  MatrixXd g = MatrixXd::Identity(k, k);
  for (int round = 0; round < 5000; ++round) {
    g = projector * g * projector;
    g.diagonal().setOnes();
  }
  g = made_definite(g);
  return d.asDiagonal() * g * d.asDiagonal();
}

MatrixXd item_correlations(const Study& study, const VectorXd& lambda, const MatrixXd& phi) {
  const Eigen::Index p = lambda.size();
  MatrixXd result(p, p);
  Eigen::Index row = 0;
  for (std::size_t i = 0; i < study.constructs.size(); ++i) {
    const auto rows = static_cast<Eigen::Index>(study.constructs[i].items.size());
    Eigen::Index col = 0;
    for (std::size_t j = 0; j < study.constructs.size(); ++j) {
      const auto cols = static_cast<Eigen::Index>(study.constructs[j].items.size());
      result.block(row, col, rows, cols) = lambda.segment(row, rows) * lambda.segment(col, cols).transpose() *
                                           phi(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
      col += cols;
    }
    if (study.measured_as == MeasuredAs::composites) {
      result.block(row, row, rows, rows) += residuals_of_composite(lambda.segment(row, rows));
    }
    row += rows;
  }
  result.diagonal().setOnes();
  return result;
}

std::vector<double> row_by_row(const MatrixXd& matrix) {
  const RowMajor copy = matrix;
  return {copy.data(), copy.data() + copy.size()};
}
}  // namespace

Population population_of(const Study& study) {
  const PathModel model = parse_model(study_model(study));
  Population population;
  for (const StudyConstruct& construct : study.constructs) {
    for (const StudyItem& item : construct.items) {
      population.means.push_back(item.mean);
      population.sds.push_back(sd_of(construct, item));
      population.loadings.push_back(loading_of(construct, item));
    }
  }
  const MatrixXd phi = construct_correlations(study, model);
  const VectorXd lambda =
      Eigen::Map<const VectorXd>(population.loadings.data(), static_cast<Eigen::Index>(population.loadings.size()));
  population.construct_correlations = row_by_row(phi);
  population.item_correlations = row_by_row(item_correlations(study, lambda, phi));
  return population;
}

DataTable simulate_study(const Study& study, std::uint64_t seed, std::size_t respondents) {
  const Population population = population_of(study);
  const auto p = static_cast<Eigen::Index>(population.means.size());
  std::vector<LikertMargin> margins;
  std::vector<std::string> names;
  for (const StudyConstruct& construct : study.constructs) {
    for (const StudyItem& item : construct.items) {
      margins.push_back(
          likert_margin(population.means[margins.size()], population.sds[margins.size()], item.minimum, item.maximum));
      names.push_back(item.name);
    }
  }
  MatrixXd correlations = Eigen::Map<const MatrixXd>(population.item_correlations.data(), p, p);
  for (Eigen::Index a = 0; a < p; ++a) {
    for (Eigen::Index b = 0; b < p; ++b) {
      if (a == b) continue;
      const double kept = margins[static_cast<std::size_t>(a)].answer_correlation() *
                          margins[static_cast<std::size_t>(b)].answer_correlation();
      correlations(a, b) = std::clamp(correlations(a, b) / kept, -highest_correlation, highest_correlation);
    }
  }
  const MatrixXd factor = made_definite(correlations).llt().matrixL();

  const std::size_t n = respondents > 0 ? respondents : study.respondents;
  std::vector<std::vector<double>> columns(names.size(), std::vector<double>(n));
  VectorXd z(p);
  for (std::size_t i = 0; i < n; ++i) {
    Random random(seed, i);
    for (Eigen::Index a = 0; a < p; ++a) z(a) = random.normal();
    const VectorXd correlated = factor * z;
    for (std::size_t a = 0; a < columns.size(); ++a)
      columns[a][i] = margins[a].answer(correlated(static_cast<Eigen::Index>(a)));
  }
  DataTable table;
  table.source = study.name;
  for (std::size_t a = 0; a < columns.size(); ++a) table.add_numbers(std::move(names[a]), std::move(columns[a]));
  return table;
}

}  // namespace rapport::stats
