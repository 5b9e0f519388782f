#include "stats/simulate/draw_answers.hpp"

#include <fmt/format.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "stats/resample/random.hpp"

namespace rapport::stats {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double most_skew = 2;

double below(double z) {
  return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

/// The c of y = bz + c(z² - 1) for a skewness, by bisection: 6(1 - 2c²)c + 8c³ grows with c until 0.7.
double bend_of(double skew) {
  double low = 0, high = 0.7;
  for (int step = 0; step < 100; ++step) {
    const double c = (low + high) / 2;
    (6 * (1 - 2 * c * c) * c + 8 * c * c * c < std::abs(skew) ? low : high) = c;
  }
  return std::copysign((low + high) / 2, skew);
}

/// The correlation of the normal variables behind two bent ones with correlation r: b²ρ + 2c²ρ² = r.
double normal_correlation(double r, double c) {
  const double b2 = 1 - 2 * c * c, c2 = 2 * c * c;
  if (c2 < 1e-12) return r;
  const double root = b2 * b2 + 4 * c2 * r;
  if (root < 0) {
    throw std::invalid_argument(
        fmt::format("Variables so skewed cannot correlate at {:.2f}. Choose a smaller skewness.", r));
  }
  return (-b2 + std::sqrt(root)) / (2 * c2);
}

/// Skewness of answers 1, 2, … of a standard normal variable that is cut at these places.
double skew_of_cut(const std::vector<double>& cuts) {
  double m1 = 0, m2 = 0, m3 = 0, before = 0;
  for (std::size_t k = 0; k <= cuts.size(); ++k) {
    const double until = k == cuts.size() ? 1 : below(cuts[k]);
    const double share = until - before, value = static_cast<double>(k + 1);
    m1 += share * value;
    m2 += share * value * value;
    m3 += share * value * value * value;
    before = until;
  }
  const double variance = m2 - m1 * m1;
  return (m3 - 3 * m1 * m2 + 2 * m1 * m1 * m1) / std::pow(variance, 1.5);
}

/// Thresholds of a scale with so many points, in standard deviations: equally far apart over ±1.5, then shifted.
std::vector<double> likert_cuts(int points, double skew) {
  const auto shifted = [&](double by) {
    std::vector<double> cuts;
    for (int k = 1; k < points; ++k) cuts.push_back(points == 2 ? by : -1.5 + 3.0 * (k - 1) / (points - 2) + by);
    return cuts;
  };
  double low = -3, high = 3;  // thresholds moved up leave a long right tail
  for (int step = 0; step < 100; ++step) {
    const double by = (low + high) / 2;
    (skew_of_cut(shifted(by)) < skew ? low : high) = by;
  }
  return shifted((low + high) / 2);
}

void check(const std::vector<PopulationGroup>& groups, const std::vector<std::size_t>& n, const DrawOptions& options) {
  if (groups.empty() || groups.size() != n.size()) {
    throw std::invalid_argument("Say for each group how many respondents to draw.");
  }
  if (!(std::abs(options.skew) <= most_skew)) {
    throw std::invalid_argument(fmt::format("The skewness must be between -{0} and {0}.", most_skew));
  }
  if (options.likert != 0 && (options.likert < 2 || options.likert > 20)) {
    throw std::invalid_argument("A Likert scale has from 2 to 20 points.");
  }
}

/// How one group's respondents are drawn.
class Drawer {
 public:
  Drawer(const PopulationGroup& group, const DrawOptions& options)
      : group_(group), bend_(options.likert == 0 && options.skew != 0 ? bend_of(options.skew) : 0) {
    const auto p = static_cast<Index>(group.names.size());
    sd_.resize(p);
    for (Index i = 0; i < p; ++i) sd_(i) = std::sqrt(at(i, i));
    MatrixXd correlations = MatrixXd::Identity(p, p);
    for (Index i = 0; i < p; ++i) {
      for (Index j = 0; j < i; ++j) {
        const double spread = sd_(i) * sd_(j);
        const double r = spread > 0 ? at(i, j) / spread : 0;
        correlations(i, j) = correlations(j, i) = bends(i) && bends(j) ? normal_correlation(r, bend_) : r;
      }
    }
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(correlations);
    if (solver.eigenvalues().minCoeff() < -1e-8) {
      throw std::invalid_argument("Variables so skewed cannot have these correlations. Choose a smaller skewness.");
    }
    factor_ = solver.eigenvectors() * solver.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal();
    if (options.likert > 0) likert_ = likert_cuts(options.likert, options.skew);
  }

  void draw(Random& random, std::vector<double>& answers) const {
    VectorXd free(sd_.size());
    for (Index i = 0; i < free.size(); ++i) free(i) = random.normal();
    const VectorXd z = factor_ * free;
    for (Index i = 0; i < z.size(); ++i) answers[static_cast<std::size_t>(i)] = answer(i, z(i));
  }

 private:
  double at(Index i, Index j) const {
    return group_.covariances.at(static_cast<std::size_t>(i), static_cast<std::size_t>(j));
  }
  bool bends(Index i) const { return bend_ != 0 && group_.thresholds[static_cast<std::size_t>(i)].empty(); }

  double answer(Index i, double z) const {
    const auto at_item = static_cast<std::size_t>(i);
    const std::vector<double>& cuts = group_.thresholds[at_item];
    const double value = group_.means[at_item] + sd_(i) * z;
    if (!cuts.empty()) return category(cuts, value);
    if (!likert_.empty()) return category(likert_, group_.means[at_item] / (sd_(i) > 0 ? sd_(i) : 1) + z);
    if (!bends(i)) return value;
    const double b = std::sqrt(1 - 2 * bend_ * bend_);
    return group_.means[at_item] + sd_(i) * (b * z + bend_ * (z * z - 1));
  }
  static double category(const std::vector<double>& cuts, double value) {
    return 1 + static_cast<double>(std::count_if(cuts.begin(), cuts.end(), [&](double cut) { return value > cut; }));
  }

  const PopulationGroup& group_;
  double bend_;
  VectorXd sd_;
  MatrixXd factor_;
  std::vector<double> likert_;
};
}  // namespace

DataTable draw_answers(const std::vector<PopulationGroup>& groups, const std::vector<std::size_t>& n,
                       const DrawOptions& options) {
  check(groups, n, options);
  std::size_t all = 0;
  for (const std::size_t count : n) all += count;
  const std::vector<std::string>& names = groups.front().names;
  std::vector<double> group_of(all);
  std::vector<std::vector<double>> columns(names.size(), std::vector<double>(all));
  std::vector<double> answers(names.size());
  std::size_t row = 0;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const Drawer drawer(groups[g], options);
    for (std::size_t i = 0; i < n[g]; ++i, ++row) {
      Random random(options.seed, (static_cast<std::uint64_t>(g) << 40) + i);
      drawer.draw(random, answers);
      group_of[row] = static_cast<double>(g + 1);
      for (std::size_t a = 0; a < names.size(); ++a) columns[a][row] = answers[a];
    }
  }
  DataTable table;
  table.source = "the simulated answers";
  if (groups.size() > 1) table.add_numbers("group", std::move(group_of));
  for (std::size_t a = 0; a < names.size(); ++a) table.add_numbers(names[a], std::move(columns[a]));
  return table;
}

}  // namespace rapport::stats
