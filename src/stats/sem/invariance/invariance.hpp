#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "stats/sem/estimate.hpp"

namespace rapport::stats::sem {

/// One rung of the ladder: a model with more set equal over groups than the one before it. What is not defined is NaN:
/// the differences of the first step, for one.
struct InvarianceStep {
  std::string name = {};               // "configural", "thresholds" (ordinal items), "metric", "scalar", "strict"
  std::vector<GroupEqual> equal = {};  // what is held equal over groups
  bool converged = false;
  double chi_square = 0;  // the adjusted one, where the estimator has one
  double df = 0;
  double pvalue = 0;
  double cfi = 0;  // robust where the estimator has it, else scaled, else plain; so are tli, rmsea
  double tli = 0;
  double rmsea = 0;
  double rmsea_lower = 0;
  double rmsea_upper = 0;
  double srmr = 0;
  double aic = 0;
  double bic = 0;
  double delta_chi_square = 0;  // against the step before it; scaled where the estimator asks for it
  double delta_df = 0;
  double delta_pvalue = 0;
  double delta_cfi = 0;      // this less the one before: negative is worse
  double delta_rmsea = 0;    // positive is worse
  double delta_srmr = 0;     // positive is worse
  bool holds = false;        // by the cutoffs below, and all steps before do; the first: whether its model fits at all
  std::string verdict = {};  // one sentence: does it hold, by which measure, what it means
};

struct InvarianceResult {
  std::string model = {};  // the text
  std::string data_name = {};
  std::string group = {};  // the variable
  std::string estimator = {};
  std::string missing = {};
  std::string difference = {};  // how Δχ² was worked out: "plain", "Satorra & Bentler 2001", "Satorra 2000"
  std::vector<std::pair<std::string, std::size_t>> groups = {};  // label and n
  std::vector<std::string> partial = {};                         // parameters left free all the same
  std::vector<InvarianceStep> steps = {};
  // Score tests of the first step that loses too much against the one before: what to free for partial invariance.
  std::string failed_step = {};
  std::vector<ConstraintTest> releases = {};
  std::string conclusion = {};  // in words: how far it holds, and what may be compared then
  std::vector<DiagnosisRow> diagnoses = {};
};

/// What two nested models may lose before the stricter one is given up. By default Chen's values for groups of more
/// than 300: CFI falls by 0.010 (also Cheung & Rensvold's), and RMSEA grows by 0.015 or SRMR by 0.030 for loadings, by
/// 0.010 for what follows. With 300 respondents or fewer Chen has 0.005, 0.010, and 0.025 and 0.005.
/// Source: Chen (2007), Structural Equation Modeling 14(3), 464-504, p. 501; Cheung & Rensvold (2002), the same journal
/// 9(2), 233-255, p. 251.
struct InvarianceCutoffs {
  double cfi = 0.010;
  double rmsea = 0.015;
  double srmr_loadings = 0.030;
  double srmr_further = 0.010;
};

/// Chen's cutoffs for a total of so many respondents.
InvarianceCutoffs chen_cutoffs(std::size_t respondents);

/// Fits the ladder configural, metric (loadings), scalar (and intercepts), strict (and residuals) and compares each
/// step with the one before; with ordinal items thresholds come before the loadings. A step holds if CFI does not fall
/// beyond its cutoff and neither RMSEA nor SRMR grows beyond theirs; Δχ² is told, but does not decide, as it rejects
/// trifles in large samples. The first step holds if its model fits: CFI ≥ 0.90 and RMSEA ≤ 0.08. Source for ordinal
/// items: Wu & Estabrook (2016), Psychometrika 81, 1014-1045.
/// @param options  with a group; group_equal is not read, group_partial frees parameters in every step that sets them
/// @throws as estimate_sem; OptionError without a group, or with fewer than two of them
InvarianceResult test_invariance(const std::string& model, const DataTable& data, const Options& options,
                                 const Progress& progress = {});

/// The same from the covariance matrices and means of each group. @throws OptionError without several, or without means
InvarianceResult test_invariance(const std::string& model, const std::vector<MomentInput>& groups,
                                 const Options& options, const Progress& progress = {});

}  // namespace rapport::stats::sem
