#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "stats/model/path_model.hpp"
#include "stats/table/data_table.hpp"
#include "stats/table/named_matrix.hpp"

namespace rapport::stats {

/// How the inner weights join a construct to its neighbours.
enum class Scheme {
  path,       // regression coefficients from causes, correlations from outcomes
  factorial,  // correlations
  centroid    // signs of correlations
};

struct PlsOptions {
  Scheme scheme = Scheme::path;
  double tolerance = 1e-10;  // stop when no |weight| changes by more
  int max_iterations = 300;
};

constexpr double not_estimated = std::numeric_limits<double>::quiet_NaN();

/// A quantity with what the bootstrap says about it; NaN without a bootstrap, or where it never varies.
struct Estimate {
  double est = not_estimated;
  double se = not_estimated;      // standard deviation over the draws
  double t = not_estimated;       // est / se
  double pvalue = not_estimated;  // two-sided, t taken as standard normal
  double ci_lower = not_estimated;
  double ci_upper = not_estimated;
};

struct PathEstimate {
  std::string from = {};
  std::string to = {};
  Estimate coefficient = {};   // standardized
  double f2 = not_estimated;   // Cohen's effect size (R² with - R² without) / (1 - R² with), scores kept
  double vif = not_estimated;  // variance inflation of the cause among the causes of this outcome; 1 if alone
};

/// A loading or a weight.
struct ItemEstimate {
  std::string construct = {};
  std::string item = {};
  Estimate value = {};
  double vif = not_estimated;  // variance inflation of the item among the items of its block; 1 if alone
};

struct ConstructEstimate {
  std::string name = {};
  Mode mode = Mode::A;
  std::size_t item_count = 0;
  double r2 = not_estimated;      // NaN for a construct without causes
  double r2_adj = not_estimated;  // 1 - (1 - R²)(n - 1)/(n - causes - 1)
  double alpha = not_estimated;   // standardized Cronbach's alpha; 1 for a single item
  double rho_a = not_estimated;   // Dijkstra-Henseler; 1 for Mode B and for a single item
  double rho_c = not_estimated;   // composite reliability, from the loadings
  double ave = not_estimated;     // average variance extracted: mean squared loading
};

struct EffectEstimate {
  std::string from = {};
  std::string to = {};
  double direct = 0;  // 0 where there is no such path
  Estimate indirect = {};
  Estimate total = {};
};

/// How well the model reproduces the correlations of the items. "=~" blocks count as common factors (their items
/// correlate only through the construct), "<~" blocks as composites (the correlations within the block are free).
struct PlsFit {
  double srmr = not_estimated;            // of the model with its paths
  double srmr_saturated = not_estimated;  // with all constructs correlated freely
  double d_uls = not_estimated;           // squared Euclidean distance, of the model with its paths
  double d_g = not_estimated;             // geodesic distance; NaN if a matrix is not positive definite
  double gof = not_estimated;             // √(mean communality of blocks with several items × mean R²)
};

struct BootstrapSummary {
  std::size_t draws = 0;   // asked for
  std::size_t failed = 0;  // drawn, but not estimable: left out of every se and interval
  std::uint64_t seed = 0;
  double level = 0.95;
};

struct PlsResult {
  bool converged = false;  // true in every result that estimate_pls returns
  int iterations = 0;
  std::size_t n = 0;  // complete respondents
  std::size_t left_out = 0;
  Scheme scheme = Scheme::path;
  std::vector<PathEstimate> paths = {};     // in the order of the model
  std::vector<ItemEstimate> loadings = {};  // by construct
  std::vector<ItemEstimate> weights = {};   // by construct; scaled for scores of variance 1
  std::vector<ConstructEstimate> constructs = {};
  NamedMatrix cross_loadings = {};           // items × constructs
  NamedMatrix correlations = {};             // of the construct scores
  NamedMatrix fornell_larcker = {};          // correlations, with √AVE in the diagonal
  NamedMatrix htmt = {};                     // diagonal NaN
  std::vector<EffectEstimate> effects = {};  // every pair that a chain of paths joins
  PlsFit fit = {};
  BootstrapSummary bootstrap = {};
  std::vector<std::string> warnings = {};
};

constexpr std::size_t most_items = 1000;  // of one model: more would take hours, not a study

/// Why there are no numbers.
enum class Failure {
  none,
  too_many_items,  // more than most_items
  too_few_respondents,
  no_path,
  no_variance,
  collinear_items,  // a Mode B block
  collinear_causes,
  no_common_variance,  // a block has nothing in common with its neighbours
  iteration_limit
};

/// A model that these answers do not let us estimate. what() is a full sentence.
struct EstimationError : std::runtime_error {
  EstimationError(Failure failure_, const std::string& reason, int iterations_ = 0, std::size_t n_ = 0)
      : std::runtime_error(reason), failure(failure_), iterations(iterations_), n(n_) {}
  Failure failure;
  int iterations;
  std::size_t n;
};

/// Partial least squares path modelling of standardized items (divisor n - 1). See docs/reference/laboratory.md for
/// every formula and for what differs from seminr, plspm and cSEM. Respondents who left out an item of the model are
/// left out (listwise), and counted in left_out and in a warning. Signs: a construct points the way in which the sum of
/// its loadings is positive.
/// @throws ModelError       if the table lacks a variable
/// @throws TableError       if a variable is not numeric
/// @throws EstimationError  if there is no solution; no number leaves then
/// Sources: Wold (1982); Lohmöller (1989); Tenenhaus, Vinzi, Chatelin & Lauro (2005), CSDA 48, 159-205; Dijkstra &
/// Henseler (2015), MIS Quarterly 39(2), 297-316 (rho_A); Henseler, Ringle & Sarstedt (2015), JAMS 43, 115-135 (HTMT).
PlsResult estimate_pls(const PathModel& model, const DataTable& table, const PlsOptions& options = {});

}  // namespace rapport::stats
