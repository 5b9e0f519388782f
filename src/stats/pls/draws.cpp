#include "stats/pls/draws.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <thread>

#include "stats/resample/random.hpp"
#include "stats/table/moments.hpp"

namespace rapport::stats {
namespace {
constexpr double least_variance = 1e-10;  // of a standardized item in a draw; below it everyone drawn gave one answer
constexpr std::size_t chunk = 32;         // draws that a thread takes at a time

/// Standardized answers with a row of ones on top: (p + 1) × n, respondents in columns.
Eigen::MatrixXd standardized(const PlsAnswers& answers) {
  const Moments moments = moments_of(answers.columns, answers.rows);
  Eigen::MatrixXd z(static_cast<Eigen::Index>(answers.columns.size()) + 1,
                    static_cast<Eigen::Index>(answers.rows.size()));
  for (Eigen::Index r = 0; r < z.cols(); ++r) {
    z(0, r) = 1;
    for (std::size_t i = 0; i < answers.columns.size(); ++i) {
      const double answer = answers.columns[i][answers.rows[static_cast<std::size_t>(r)]];
      z(static_cast<Eigen::Index>(i) + 1, r) = (answer - moments.means[i]) / std::sqrt(moments.covariance(i, i));
    }
  }
  return z;
}

/// One thread's share of the work, with the memory that it needs.
class Drawer {
 public:
  Drawer(const PlsDesign& design, const PlsEngine& full, const Eigen::MatrixXd& answers, const PlsOptions& options,
         std::uint64_t seed)
      : design_(design),
        full_(full),
        answers_(answers),
        seed_(seed),
        engine_(design, options),
        layout_(design),
        counts_(static_cast<std::size_t>(answers.cols())),
        drawn_(answers.rows(), answers.cols()),
        products_(answers.rows(), answers.rows()),
        correlations_(design.item_count * design.item_count) {}

  /// Draws respondents and estimates; false if that cannot be done.
  bool draw(std::uint64_t number, double* statistics) {
    resample(number);
    if (!correlate() || engine_.solve(correlations_) != Failure::none) return false;
    align();
    write(statistics);
    return true;
  }

 private:
  void resample(std::uint64_t number) {
    Random random(seed_, number);
    std::fill(counts_.begin(), counts_.end(), 0U);
    const auto n = static_cast<std::uint32_t>(counts_.size());
    for (std::uint32_t i = 0; i < n; ++i) ++counts_[random.index(n)];
  }

  /// The correlations of the drawn answers, from the sums of squares and products Z' diag(counts) Z.
  bool correlate() {
    Eigen::Index columns = 0;
    for (std::size_t r = 0; r < counts_.size(); ++r) {
      if (counts_[r] == 0) continue;
      drawn_.col(columns++) = answers_.col(static_cast<Eigen::Index>(r)) * std::sqrt(static_cast<double>(counts_[r]));
    }
    products_.setZero();
    products_.selfadjointView<Eigen::Lower>().rankUpdate(drawn_.leftCols(columns));
    const auto n = static_cast<double>(counts_.size());
    const std::size_t p = design_.item_count;
    const auto product = [&](std::size_t a, std::size_t b) {  // centred; row 0 holds the sums
      const auto i = static_cast<Eigen::Index>(a) + 1;
      const auto j = static_cast<Eigen::Index>(b) + 1;
      return products_(i, j) - products_(i, 0) * products_(j, 0) / n;
    };
    for (std::size_t a = 0; a < p; ++a) {
      const double squares = product(a, a);
      if (!(squares > least_variance * n)) return false;
      correlations_[a * p + a] = 1 / std::sqrt(squares);  // the scale, until the correlations are made
    }
    for (std::size_t a = 0; a < p; ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        const double r = product(a, b) * correlations_[a * p + a] * correlations_[b * p + b];
        correlations_[b * p + a] = r;
        correlations_[a * p + b] = r;
      }
    }
    for (std::size_t a = 0; a < p; ++a) correlations_[a * p + a] = 1;
    return true;
  }

  void align() {
    for (std::size_t j = 0; j < design_.construct_count; ++j) {
      double agreement = 0;
      for (std::size_t a = design_.block_begin[j]; a < design_.block_begin[j + 1]; ++a) {
        agreement += engine_.loading(a) * full_.loading(a);
      }
      if (agreement < 0) engine_.flip(j);
    }
  }

  void write(double* statistics) const {
    std::copy(engine_.coefficients().begin(), engine_.coefficients().end(), statistics);
    for (std::size_t a = 0; a < design_.item_count; ++a) statistics[layout_.loadings + a] = engine_.loading(a);
    std::copy(engine_.weights().begin(), engine_.weights().end(), statistics + layout_.weights);
    const std::vector<double> total = total_effects(design_, engine_.coefficients());
    for (std::size_t e = 0; e < design_.effects.size(); ++e) {
      const auto [from, to] = design_.effects[e];
      double direct = 0;
      for (std::size_t i = 0; i < design_.causes[to].size(); ++i) {
        if (design_.causes[to][i] == from) direct = engine_.coefficients()[design_.causes_paths[to][i]];
      }
      statistics[layout_.total + e] = total[from * design_.construct_count + to];
      statistics[layout_.indirect + e] = statistics[layout_.total + e] - direct;
    }
  }

  const PlsDesign& design_;
  const PlsEngine& full_;
  const Eigen::MatrixXd& answers_;
  std::uint64_t seed_;
  PlsEngine engine_;
  StatisticLayout layout_;
  std::vector<std::uint32_t> counts_;
  Eigen::MatrixXd drawn_;     // (p + 1) × as many respondents as were drawn
  Eigen::MatrixXd products_;  // (p + 1) × (p + 1)
  std::vector<double> correlations_;
};

/// Calls the reader's function at most some ten times a second.
class Progress {
 public:
  explicit Progress(const BootstrapOptions& options) : options_(options) {}
  void report(std::size_t done) {
    const auto now = std::chrono::steady_clock::now();
    if (!options_.progress || now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    options_.progress(done, options_.draws);
  }

 private:
  const BootstrapOptions& options_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};
}  // namespace

StatisticLayout::StatisticLayout(const PlsDesign& design)
    : loadings(design.paths.size()),
      weights(loadings + design.item_count),
      indirect(weights + design.item_count),
      total(indirect + design.effects.size()),
      count(total + design.effects.size()) {}

Draws draw_all(const PlsDesign& design, const PlsEngine& full, const PlsAnswers& answers, const PlsOptions& options,
               const BootstrapOptions& bootstrap) {
  const std::size_t width = StatisticLayout(design).count;
  const Eigen::MatrixXd z = standardized(answers);
  std::vector<double> values(bootstrap.draws * width);
  std::vector<char> estimated(bootstrap.draws);  // char, as threads write neighbours at once
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> done{0};

  const auto work = [&](Progress* progress) {
    Drawer drawer(design, full, z, options, bootstrap.seed);
    while (!bootstrap.stop.stop_requested()) {
      const std::size_t begin = next.fetch_add(chunk);
      if (begin >= bootstrap.draws) return;
      const std::size_t end = std::min(begin + chunk, bootstrap.draws);
      for (std::size_t b = begin; b < end; ++b) estimated[b] = drawer.draw(b, values.data() + b * width);
      const std::size_t so_far = done.fetch_add(end - begin) + (end - begin);
      if (progress) progress->report(so_far);
    }
  };
  const unsigned wanted = bootstrap.threads ? bootstrap.threads : std::max(1U, std::thread::hardware_concurrency());
  const auto threads = static_cast<unsigned>(std::min<std::size_t>(wanted, (bootstrap.draws + chunk - 1) / chunk));
  {
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < threads; ++i) helpers.emplace_back([&] { work(nullptr); });
    Progress progress(bootstrap);
    work(&progress);
  }
  if (bootstrap.stop.stop_requested()) throw BootstrapStopped();
  if (bootstrap.progress) bootstrap.progress(bootstrap.draws, bootstrap.draws);

  Draws draws{.statistic_count = width, .values = std::move(values), .failed = {}};
  std::size_t kept = 0;
  for (std::size_t b = 0; b < bootstrap.draws; ++b) {
    if (!estimated[b]) {
      draws.failed.push_back(b);
      continue;
    }
    const auto row = draws.values.begin() + static_cast<std::ptrdiff_t>(b * width);
    if (kept != b) std::copy_n(row, width, draws.values.begin() + static_cast<std::ptrdiff_t>(kept * width));
    ++kept;
  }
  draws.values.resize(kept * width);
  return draws;
}

}  // namespace rapport::stats
