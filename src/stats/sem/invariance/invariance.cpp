#include "stats/sem/invariance/invariance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "stats/sem/engine/fit_model.hpp"
#include "stats/sem/measures/fit_measures.hpp"
#include "stats/sem/measures/hypothesis_tests.hpp"
#include "stats/sem/run/constraint_tests.hpp"
#include "stats/sem/run/prepare.hpp"

namespace rapport::stats::sem {
namespace {

constexpr double least_cfi = 0.90;
constexpr double most_rmsea = 0.08;
constexpr std::size_t small_sample = 300;

struct Rung {
  const char* name;
  std::vector<GroupEqual> equal;
};

/// How many thresholds the ordinal items have.
struct ThresholdCounts {
  Eigen::Index fewest = 0;  // 0: there are none
  Eigen::Index most = 0;
};
ThresholdCounts thresholds_of(const Sample& sample) {
  ThresholdCounts counts;
  for (const Eigen::VectorXd& own : sample.groups.front().thresholds) {
    if (own.size() == 0) continue;
    counts.fewest = counts.fewest == 0 ? own.size() : std::min(counts.fewest, own.size());
    counts.most = std::max(counts.most, own.size());
  }
  return counts;
}

/// Each model is the one before with more set equal. Of ordinal items thresholds come first: what scale the latent
/// responses of the groups share must be known before their loadings can be compared (Wu & Estabrook 2016). Two
/// thresholds are always as equal as a free intercept and scale make them, and one says nothing without the loadings,
/// so that there the step is left out. Residual variances are compared under the theta parameterization only.
std::vector<Rung> ladder(const Sample& sample, bool theta) {
  using enum GroupEqual;
  const ThresholdCounts counts = thresholds_of(sample);
  if (counts.fewest == 0) {
    return {{"configural", {}},
            {"metric", {loadings}},
            {"scalar", {loadings, intercepts}},
            {"strict", {loadings, intercepts, residuals}}};
  }
  std::vector<Rung> rungs{{"configural", {}}};
  if (counts.fewest > 1 && counts.most > 2) rungs.push_back({"thresholds", {thresholds}});
  if (counts.fewest > 1) rungs.push_back({"metric", {thresholds, loadings}});
  rungs.push_back({"scalar", {thresholds, loadings, intercepts}});
  if (theta) rungs.push_back({"strict", {thresholds, loadings, intercepts, residuals}});
  return rungs;
}

using Measures = std::vector<std::pair<std::string, double>>;

/// The first of the names that has a value: robust before scaled before plain.
double first_of(const Measures& measures, std::initializer_list<const char*> names) {
  for (const char* name : names)
    for (const auto& [own, value] : measures)
      if (own == name && std::isfinite(value)) return value;
  return no_value;
}

void take_measures(InvarianceStep& step, const Measures& measures) {
  step.chi_square = first_of(measures, {"chisq.scaled", "chisq"});
  step.df = first_of(measures, {"df.scaled", "df"});
  step.pvalue = first_of(measures, {"pvalue.scaled", "pvalue"});
  step.cfi = first_of(measures, {"cfi.robust", "cfi.scaled", "cfi"});
  step.tli = first_of(measures, {"tli.robust", "tli.scaled", "tli"});
  step.rmsea = first_of(measures, {"rmsea.robust", "rmsea.scaled", "rmsea"});
  step.rmsea_lower = first_of(measures, {"rmsea.ci.lower.robust", "rmsea.ci.lower.scaled", "rmsea.ci.lower"});
  step.rmsea_upper = first_of(measures, {"rmsea.ci.upper.robust", "rmsea.ci.upper.scaled", "rmsea.ci.upper"});
  step.srmr = first_of(measures, {"srmr"});
  step.aic = first_of(measures, {"aic"});
  step.bic = first_of(measures, {"bic"});
}

/// What a step sets equal beyond the one before.
const char* what_is_equal(const InvarianceStep& step, const InvarianceStep& before) {
  if (step.name == "thresholds") return "thresholds";
  if (step.name == "metric") return "loadings";
  if (step.name == "scalar") return before.name == "configural" ? "loadings and thresholds" : "intercepts";
  return "residual variances";
}

void judge_first(InvarianceStep& step) {
  step.holds = step.cfi >= least_cfi && step.rmsea <= most_rmsea;
  if (step.holds) {
    step.verdict = fmt::format("The same model fits in every group (CFI {:.3f}, RMSEA {:.3f}).", step.cfi, step.rmsea);
    return;
  }
  std::string reasons;
  if (!(step.cfi >= least_cfi)) reasons = fmt::format("CFI {:.3f} where {:.2f} is wanted", step.cfi, least_cfi);
  if (!(step.rmsea <= most_rmsea))
    reasons += fmt::format("{}RMSEA {:.3f} where at most {:.2f} is wanted", reasons.empty() ? "" : ", ", step.rmsea,
                           most_rmsea);
  step.verdict = fmt::format("The model itself does not fit well ({}): mend it before comparing groups.", reasons);
}

/// To three decimals, with its sign; no minus before zero.
std::string signed_change(double change) {
  const double rounded = std::round(1000 * change) / 1000;
  return fmt::format("{:+.3f}", rounded == 0 ? 0.0 : rounded);
}

/// @return  whether the step loses no more than the cutoffs allow
bool judge(InvarianceStep& step, const InvarianceStep& before, const InvarianceCutoffs& cutoffs) {
  step.delta_cfi = step.cfi - before.cfi;
  step.delta_rmsea = step.rmsea - before.rmsea;
  step.delta_srmr = step.srmr - before.srmr;
  const double srmr = step.name == "metric" ? cutoffs.srmr_loadings : cutoffs.srmr_further;
  const bool cfi_holds = step.delta_cfi >= -cutoffs.cfi;
  const bool rmsea_holds = step.delta_rmsea <= cutoffs.rmsea;
  const bool srmr_holds = step.delta_srmr <= srmr;
  const bool adds_nothing = cfi_holds && rmsea_holds && srmr_holds;
  step.holds = adds_nothing && before.holds;
  if (adds_nothing && !before.holds) {
    step.verdict = fmt::format(
        "Equal {} change little beyond the step before (CFI by {}, RMSEA by {}), but that one does not hold.",
        what_is_equal(step, before), signed_change(step.delta_cfi), signed_change(step.delta_rmsea));
    return true;
  }
  if (step.holds) {
    step.verdict =
        fmt::format("The {} may be taken as equal (CFI changes by {}, RMSEA by {}).", what_is_equal(step, before),
                    signed_change(step.delta_cfi), signed_change(step.delta_rmsea));
    return true;
  }
  std::string reasons;
  const auto add = [&](bool fine, const std::string& reason) {
    if (!fine) reasons += (reasons.empty() ? "" : ", ") + reason;
  };
  add(cfi_holds, fmt::format("CFI falls by {:.3f} where {:.3f} is allowed", -step.delta_cfi, cutoffs.cfi));
  add(rmsea_holds, fmt::format("RMSEA grows by {:.3f} where {:.3f} is allowed", step.delta_rmsea, cutoffs.rmsea));
  add(srmr_holds, fmt::format("SRMR grows by {:.3f} where {:.3f} is allowed", step.delta_srmr, srmr));
  step.verdict = fmt::format("The {} differ between the groups: {}.", what_is_equal(step, before), reasons);
  return false;
}

std::string conclude(const std::vector<InvarianceStep>& steps) {
  std::string last;  // that holds
  for (const InvarianceStep& step : steps)
    if (step.holds) last = step.name;
  if (last.empty()) return "The model does not fit in all groups: nothing may be compared between them yet.";
  if (last == "strict") return "Everything may be compared, sums of the items included.";
  if (last == "scalar") return "Effects and means of the constructs may be compared between the groups.";
  if (last == "metric")
    return "Effects between constructs may be compared, their means may not. Free the intercept with the largest score "
           "test (partial invariance) to compare means.";
  return "The constructs have the same items in every group, but not the same " +
         std::string(steps.size() > 1 && steps[1].name == "thresholds" && last == "configural" ? "thresholds"
                                                                                               : "loadings") +
         ": neither effects nor means may be compared. Free the one with the largest score test (partial invariance).";
}

InvarianceStep step_of(const Rung& rung, const Fit& fit) {
  InvarianceStep step{.name = rung.name, .equal = rung.equal, .converged = fit.converged};
  take_measures(step, fit_measures(fit, baseline_of(fit)));
  step.delta_chi_square = step.delta_df = step.delta_pvalue = no_value;
  step.delta_cfi = step.delta_rmsea = step.delta_srmr = no_value;
  return step;
}

std::string method_word(const ChiSquareTest& test) {
  if (test.method == "satorra.bentler.2001") return "Satorra & Bentler 2001";
  if (test.method == "satorra.bentler.2010") return "Satorra & Bentler 2010";
  if (test.method == "satorra.2000") return "Satorra 2000";
  return "plain";
}

}  // namespace

InvarianceCutoffs chen_cutoffs(std::size_t respondents) {
  if (respondents > small_sample) return {};
  return {.cfi = 0.005, .rmsea = 0.010, .srmr_loadings = 0.025, .srmr_further = 0.005};
}

namespace {

/// @param base   the model with nothing set equal
/// @param group  the variable that holds the groups; may be empty
InvarianceResult climb(const Prepared& base, const std::string& group_variable, const Progress& progress) {
  InvarianceResult result{.model = base.text,
                          .data_name = base.data_name,
                          .group = group_variable,
                          .estimator = word_of(base.settings.estimator),
                          .missing = word_of(base.settings.missing),
                          .difference = "plain",
                          .partial = base.settings.group_partial};
  for (const GroupSample& group : base.sample->groups) result.groups.emplace_back(group.label, group.n);

  const InvarianceCutoffs cutoffs = chen_cutoffs(base.sample->total());
  const std::vector<Rung> rungs = ladder(*base.sample, base.settings.parameterization == Parameterization::theta);
  std::vector<Fit> fits;
  for (std::size_t i = 0; i < rungs.size(); ++i) {
    const Prepared rung = with_equalities(base, rungs[i].equal);
    fits.push_back(fit_prepared(rung, {}));
    InvarianceStep step = step_of(rungs[i], fits.back());
    if (i == 0) {
      judge_first(step);
    } else {
      const ChiSquareTest difference = difference_test(fits[i], fits[i - 1]);
      step.delta_chi_square = difference.statistic;
      step.delta_df = difference.df;
      step.delta_pvalue = difference.pvalue;
      result.difference = method_word(difference);
      const bool loses_little = judge(step, result.steps.back(), cutoffs);
      if (!loses_little && result.failed_step.empty()) {
        result.failed_step = step.name;
        result.releases = constraint_tests(fits.back(), "");
      }
    }
    result.steps.push_back(std::move(step));
    for (const Diagnosis& diagnosis : fits.back().diagnoses)
      if (diagnosis.severity == Severity::inadmissible)
        result.diagnoses.push_back(
            {"inadmissible", diagnosis.code, std::string(rungs[i].name) + ": " + diagnosis.message});
    if (progress) progress(i + 1, rungs.size());
  }
  result.conclusion = conclude(result.steps);
  return result;
}

/// @param options  whose group_equal the ladder replaces
Options with_nothing_equal(Options options) {
  options.group_equal.clear();
  return options;
}

}  // namespace

InvarianceResult test_invariance(const std::string& model, const DataTable& data, const Options& options,
                                 const Progress& progress) {
  if (options.group.empty())
    throw OptionError("Invariance is a question about groups: name the variable that holds them (group).");
  const Prepared base = prepare(model, data, with_nothing_equal(options));
  if (base.sample->groups.size() < 2)
    throw OptionError("\"" + options.group + "\" has one group only: there is nothing to compare.");
  return climb(base, options.group, progress);
}

InvarianceResult test_invariance(const std::string& model, const std::vector<MomentInput>& groups,
                                 const Options& options, const Progress& progress) {
  if (groups.size() < 2)
    throw OptionError(
        "Invariance is a question about groups, and the matrices are of one only: give each group its "
        "block of rows, with a column \"group\".");
  for (const MomentInput& group : groups)
    if (group.mean.empty())
      throw OptionError("Invariance compares means too: add a row \"mean\" to the matrix of each group.");
  return climb(prepare(model, groups, with_nothing_equal(options)), "group", progress);
}

}  // namespace rapport::stats::sem
