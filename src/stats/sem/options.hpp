#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "stats/sem/interrupt.hpp"

namespace rapport::stats::sem {

// Every word here is lavaan's, so that a published call can be read across. Options are what a person asks for;
// Settings are what that comes to.

/// Which defaults fill in what the model text leaves out.
enum class Function { cfa, sem, growth };

enum class Estimator {
  ml,
  mlm,
  mlmv,
  mlmvs,
  mlr,
  mlf,  // maximum likelihood, with several standard errors and tests
  gls,
  wls,
  uls,
  dwls,  // least squares
  ulsm,
  ulsmv,
  ulsmvs,
  wlsm,
  wlsmv,
  wlsmvs  // ULS or DWLS with robust standard errors and tests
};

/// The function that is minimized.
enum class Discrepancy { ml, gls, wls, uls, dwls };

enum class StandardErrors {
  none,
  standard,
  first_order,
  robust_sem,
  robust_huber_white,
  bootstrap,
  robust  // asked for only: robust_sem, or with full information robust_huber_white
};

enum class TestStatistic {
  none,
  standard,
  satorra_bentler,
  mean_var_adjusted,
  scaled_shifted,
  yuan_bentler,
  yuan_bentler_mplus,
  bollen_stine
};

enum class Information { expected, observed, first_order };

enum class Missing {
  listwise,  // respondents without a gap
  pairwise,  // ordinal items only: each correlation from the respondents who answered both
  ml,        // full information maximum likelihood
  ml_x       // the same, exogenous covariates with gaps included (they count as random)
};

enum class Likelihood {
  normal,  // S has divisor N, χ² = N F
  wishart  // S has divisor N - 1, χ² = (N - 1) F; in G groups Σ (N_g - 1) F_g, as AMOS
};

enum class Parameterization { delta, theta };

enum class Bounds { none, standard, wide, pos_var, pos_ov_var, pos_lv_var };

/// How nested models are tested against each other.
enum class DifferenceMethod {
  automatic,  // standard, or by the estimator's adjusted test: 2001 for scaled, 2000 for mean-and-variance ones
  standard,   // T₀ - T₁
  satorra_bentler_2001,  // scaled by c = (df₀c₀ - df₁c₁)/(df₀ - df₁), which may come out negative: then NaN
  satorra_bentler_2010,  // the same with c₁ of the less restricted model at the other's estimates
  satorra_2000,  // T₀ - T₁ scaled and shifted by the traces of the restriction's own UΓ; the restriction is found from
                 // the tangents of both models (lavaan's default, A.method = "delta"), so any nesting will do
  satorra_2000_exact  // the same with the restriction as the restricted model writes it (A.method = "exact"): for
                      // models whose free parameters all belong to the other one, too. Where the restricted model frees
                      // what the other fixes (latent means beside equal intercepts) it counts too many restrictions.
};

enum class BootstrapInterval {
  percentile,
  bias_corrected,  // lavaan's bca.simple
  bca              // bias-corrected and accelerated, by the jackknife
};

/// What is set equal over groups.
enum class GroupEqual {
  loadings,
  intercepts,
  means,
  thresholds,
  regressions,
  residuals,
  residual_covariances,
  lv_variances,
  lv_covariances
};

struct Options {
  Function function = Function::sem;
  std::optional<Estimator> estimator = {};
  std::optional<StandardErrors> se = {};
  std::optional<TestStatistic> test = {};
  std::optional<Information> information = {};
  std::optional<Missing> missing = {};
  std::optional<Likelihood> likelihood = {};
  std::optional<Parameterization> parameterization = {};
  std::optional<Bounds> bounds = {};
  std::vector<std::string> ordered = {};       // items taken as ordinal
  bool all_ordered = false;                    // every endogenous item
  std::string group = {};                      // the variable that holds the group; empty: one group
  std::vector<std::string> group_labels = {};  // which groups, in this order; empty: all, as they first appear
  std::vector<GroupEqual> group_equal = {};
  std::vector<std::string> group_partial = {};  // parameters left free all the same: "x3 ~ 1", "visual =~ x2"
  bool std_lv = false;
  bool orthogonal = false;
  bool effect_coding = false;
  std::optional<bool> meanstructure = {};
  std::optional<bool> fixed_x = {};
  std::optional<bool> conditional_x = {};  // ordinal items only: false models the covariates with them
  std::size_t bootstrap = 1000;            // draws, where se or test asks for them
  BootstrapInterval interval = BootstrapInterval::percentile;
  std::uint64_t seed = 1;
  unsigned threads = 0;             // 0: as many as the machine has
  double level = 0.95;              // of confidence intervals
  int iteration_limit = 0;          // 0: the default
  double time_limit = 0;            // seconds from the call on; 0: none
  std::function<bool()> stop = {};  // asked often, from several threads: whether to give up
};

struct Settings {
  Function function = Function::sem;
  Estimator estimator = Estimator::ml;
  Discrepancy discrepancy = Discrepancy::ml;
  StandardErrors se = StandardErrors::standard;
  std::vector<TestStatistic> tests = {TestStatistic::standard};  // standard first; then the adjusted one, if any
  bool tells_test = true;                                        // false: the run is to say nothing of χ²
  Information information = Information::expected;
  bool structured_h1 = true;  // the saturated model's information at the fitted model's moments, not at the sample's
  Missing missing = Missing::listwise;
  Likelihood likelihood = Likelihood::normal;
  Parameterization parameterization = Parameterization::delta;
  Bounds bounds = Bounds::none;
  bool categorical = false;
  bool meanstructure = false;
  bool fixed_x = true;
  bool conditional_x = false;  // statistics are of the others given the covariates
  bool std_lv = false;
  bool orthogonal = false;
  bool effect_coding = false;
  std::vector<GroupEqual> group_equal = {};
  std::vector<std::string> group_partial = {};
  std::size_t bootstrap = 1000;
  BootstrapInterval interval = BootstrapInterval::percentile;
  std::uint64_t seed = 1;
  unsigned threads = 0;
  double level = 0.95;
  int iteration_limit = 0;
  Interrupt interrupt = {};
  bool divides_by_n = true;  // sample covariances have divisor N, else N - 1

  /// Full information maximum likelihood: every answer counts, whoever has gaps.
  bool full_information() const { return missing == Missing::ml || missing == Missing::ml_x; }
};

/// Two options that exclude each other, or a word that no option knows. what() is a full sentence.
struct OptionError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// lavaan's rules: an estimator's name brings its standard errors, test and information; ordinal items bring WLSMV;
/// FIML and several groups bring a mean structure.
/// @param has_means_in_model  the text has an intercept or a mean
/// @throws OptionError
Settings resolve(const Options& options, bool categorical, std::size_t group_count, bool has_means_in_model);

/// The words of the command line and of R: "MLR", "robust.huber.white", "yuan.bentler.mplus", "fiml", …; case and
/// dots against dashes do not matter.
/// @throws OptionError with the words there are and the nearest one
Estimator estimator_of(const std::string& word);
StandardErrors standard_errors_of(const std::string& word);
TestStatistic test_statistic_of(const std::string& word);
Information information_of(const std::string& word);
Missing missing_of(const std::string& word);
Likelihood likelihood_of(const std::string& word);
Parameterization parameterization_of(const std::string& word);
Bounds bounds_of(const std::string& word);
BootstrapInterval bootstrap_interval_of(const std::string& word);  // "perc", "bc" or "bca.simple", "bca"
GroupEqual group_equal_of(const std::string& word);
DifferenceMethod difference_method_of(const std::string& word);
Function function_of(const std::string& word);

/// lavaan's spelling of each.
std::string word_of(Estimator estimator);
std::string word_of(StandardErrors se);
std::string word_of(TestStatistic test);
std::string word_of(Information information);
std::string word_of(Missing missing);
std::string word_of(Likelihood likelihood);
std::string word_of(Parameterization parameterization);
std::string word_of(Bounds bounds);
std::string word_of(GroupEqual part);
std::string word_of(BootstrapInterval interval);

}  // namespace rapport::stats::sem
