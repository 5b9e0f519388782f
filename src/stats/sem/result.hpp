#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stats/table/named_matrix.hpp"

namespace rapport::stats::sem {

/// One row of parameterEstimates or of a standardized solution. NaN: not to be had (JSON null).
struct EstimateRow {
  std::string lhs = {};
  std::string op = {};  // lavaan's: "=~", "~", "~~", "~1", "|", "~*~", ":=", "==", "<", ">"
  std::string rhs = {};
  std::size_t group = 1;  // from 1; 0 for := == < >
  std::string label = {};
  bool is_free = true;
  double est = 0;
  double se = 0;
  double z = 0;
  double pvalue = 0;
  double ci_lower = 0;
  double ci_upper = 0;
};

/// The moments of a group. Where everything is given covariates, cov is what those leave over, mean and thresholds are
/// of respondents whose covariates are 0, and the last three say the rest; else those are empty.
struct GroupMoments {
  std::string group = {};  // its label; empty with one group
  NamedMatrix cov = {};
  std::vector<std::pair<std::string, double>> mean = {};        // empty without a mean structure
  std::vector<std::pair<std::string, double>> thresholds = {};  // "x1|t1"; empty without ordinal items
  NamedMatrix slopes = {};                                      // variables × covariates
  NamedMatrix covariate_cov = {};
  std::vector<std::pair<std::string, double>> covariate_mean = {};
};

struct ResidualSet {  // of one group
  std::string group = {};
  NamedMatrix raw = {};           // S - Σ
  NamedMatrix correlation = {};   // cor.bentler: S and Σ, both scaled by the sample's standard deviations
  NamedMatrix standardized = {};  // correlation residuals / their standard errors (z); empty where not to be had
  NamedMatrix normalized = {};    // raw residuals / the standard errors of the sample moments
  std::vector<std::pair<std::string, double>> mean_raw = {};
  std::vector<std::pair<std::string, double>> threshold_raw = {};
  NamedMatrix slope_raw = {};  // variables × covariates; empty unless everything is given covariates
};

struct ModificationIndex {
  std::string lhs = {};
  std::string op = {};
  std::string rhs = {};
  std::size_t group = 1;
  double mi = 0;
  double epc = 0;
  double sepc_lv = 0;
  double sepc_all = 0;
  double sepc_nox = 0;
};

struct EffectRow {  // found by following the arrows; standard errors by the delta method, or the bootstrap
  std::string from = {};
  std::string to = {};
  std::vector<std::string> through = {};  // a specific indirect effect; empty: the sum of them, or a total
  std::string kind = {};                  // "indirect", "total_indirect", "total"
  std::size_t group = 1;
  double est = 0;
  double se = 0;
  double z = 0;
  double pvalue = 0;
  double ci_lower = 0;
  double ci_upper = 0;
  double est_std = 0;
};

struct FactorReliability {
  std::string factor = {};
  std::size_t group = 1;
  std::size_t items = 0;
  double alpha = 0;
  double omega = 0;                  // composite reliability from the unstandardized solution (McDonald)
  double composite_reliability = 0;  // from the standardized loadings (Fornell & Larcker)
  double ave = 0;
};

/// The respondents' means over the items of a factor, as a study describes its scales.
struct ScaleSummary {
  std::string factor = {};
  std::size_t group = 1;
  double mean = 0;
  double sd = 0;  // divisor n - 1
  double alpha = 0;
};

struct FactorScores {
  std::string method = {};  // "regression" or "Bartlett"
  std::string group = {};
  std::vector<std::size_t> rows = {};  // of the data, from 1, as lavaan's case.idx
  NamedMatrix scores = {};             // respondents (names empty) × factors
};

struct TestRow {
  std::string test = {};  // "standard", "scaled.shifted", …
  double stat = 0;
  double df = 0;
  double pvalue = 0;
  std::vector<double> by_group = {};
  double scaling_factor = 0;
  double shift = 0;
  std::size_t draws = 0;  // of a Bollen–Stine bootstrap
};

/// A hypothesis fixed before estimation, and what came of it.
struct HypothesisRow {
  std::string name = {};  // "H1a"
  std::string text = {};  // "customer_focus -> perceived_rapport > 0"
  double est = 0;
  double est_std = 0;
  double se = 0;
  double z = 0;
  double pvalue = 0;         // two-sided
  std::string verdict = {};  // "supported", "not supported", "contradicted", "not tested"
};

/// Wald's test of a constraint that the model lacks, or a score test of an equality that it has: what χ² would fall by
/// without it.
struct ConstraintTest {
  std::string method = {};      // "Wald" or "score"
  std::string constraint = {};  // as asked; "visual =~ x2 (north) == visual =~ x2 (south)"; "all equalities"
  double stat = 0;
  double df = 0;
  double pvalue = 0;
};

struct DiagnosisRow {
  std::string severity = {};  // "note", "warning", "inadmissible"
  std::string code = {};
  std::string message = {};
};

/// Everything that a run has to say, in plain values: what the reports, the command line and the pages read.
struct SemResult {
  std::string model = {};  // the text
  std::string call = {};   // the call of lavaan that asks for the same
  std::string data_name = {};
  std::string function = {};     // "cfa", "sem", "growth"
  std::string estimator = {};    // as asked: "MLR"
  std::string discrepancy = {};  // "ML", "GLS", "WLS", "ULS", "DWLS"
  std::string se_type = {};
  std::string missing = {};  // lavaan's word; empty where moments were given
  std::string information = {};
  double level = 0.95;  // of confidence intervals
  bool converged = false;
  int iterations = 0;
  std::size_t ntotal = 0;
  std::size_t original = 0;
  std::vector<std::pair<std::string, std::size_t>> groups =
      {};                // label and n; one with an empty label if there are none
  std::size_t npar = 0;  // free parameters, equal ones counted each; fit_measures has them counted once
  double df = 0;
  std::vector<std::string> observed = {};
  std::vector<std::string> latent = {};
  std::vector<std::string> ordinal = {};
  std::vector<EstimateRow> parameters = {};
  std::vector<EstimateRow> standardized_all = {};
  std::vector<EstimateRow> standardized_lv = {};
  std::vector<EstimateRow> standardized_nox = {};
  std::vector<std::pair<std::string, double>> fit_measures = {};  // lavaan's names, lavaan's order
  std::vector<TestRow> tests = {};
  std::vector<std::vector<std::pair<std::string, double>>> r2 = {};  // by group
  std::vector<ModificationIndex> modification_indices = {};          // in lavaan's order
  std::vector<ResidualSet> residuals = {};                           // by group
  std::vector<GroupMoments> implied = {};
  std::vector<GroupMoments> sample = {};
  std::vector<NamedMatrix> latent_cov = {};           // by group
  std::vector<NamedMatrix> latent_correlations = {};  // by group
  NamedMatrix vcov = {};
  std::vector<EffectRow> effects = {};
  std::vector<FactorReliability> reliability = {};
  std::vector<NamedMatrix> htmt = {};     // by group
  std::vector<ScaleSummary> scales = {};  // empty without rows of data
  std::vector<FactorScores> scores = {};
  std::vector<HypothesisRow> hypotheses = {};
  std::vector<ConstraintTest> constraint_tests = {};
  std::vector<EstimateRow> parameter_table = {};  // the start values in est
  std::size_t bootstrap_draws = 0;                // converged
  std::size_t bootstrap_failed = 0;
  std::string bootstrap_interval = {};  // "perc", "bc", "bca"
  std::vector<DiagnosisRow> diagnoses = {};
  std::vector<std::string> warnings = {};
};

}  // namespace rapport::stats::sem
