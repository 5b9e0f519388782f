#pragma once

#include <memory>
#include <string>
#include <vector>

#include "stats/sem/engine/structure.hpp"
#include "stats/sem/options.hpp"
#include "stats/sem/sample/sample.hpp"
#include "stats/sem/table/parameter_table.hpp"

namespace rapport::stats::sem {

struct TestResult {
  TestStatistic test = TestStatistic::standard;
  double statistic = no_value;
  double df = no_value;      // not whole for mean_var_adjusted
  double pvalue = no_value;  // NaN where df is 0
  std::vector<double> by_group = {};
  double scaling_factor = no_value;
  double shift = no_value;  // scaled_shifted: of all groups together
  std::vector<double> shift_by_group = {};
  double trace_ugamma = no_value;
  double trace_ugamma2 = no_value;
  double scaling_factor_h1 = no_value;  // yuan_bentler_mplus
  double scaling_factor_h0 = no_value;
  std::size_t draws = 0;  // bollen_stine: those that had a solution
};

/// What a reader must know before believing the numbers.
enum class Severity { note, warning, inadmissible };
struct Diagnosis {
  Severity severity = Severity::warning;
  std::string code = {};     // "negative_variance", "not_identified", …: for programs
  std::string message = {};  // a full sentence that names the variable and says what to do
};

/// A model fitted to a sample: everything that the measures need. Internal to stats/sem; SemResult is what leaves it.
struct Fit {
  Settings settings = {};
  ParameterTable table = {};
  std::shared_ptr<const Sample> sample = {};
  Structure structure = {};
  VectorXd x = {};                     // free_count
  std::vector<double> start = {};      // one per row of the table
  std::vector<double> estimates = {};  // one per row of the table, := filled in
  std::vector<double> se = {};         // one per row; 0 where fixed; NaN where not to be had
  bool converged = false;
  int iterations = 0;
  double fmin = no_value;        // lavaan's: half the discrepancy for ML and least squares; FIML: half of it too
  double chi_square = no_value;  // the standard test
  double loglik = no_value;      // ML only
  double saturated_loglik = no_value;
  Index df = 0;
  Index parameter_count = 0;             // npar: free parameters less the rank of the equality constraints
  std::vector<Implied> implied = {};     // by group
  MatrixXd constraint_jacobian = {};     // active equality (and inequality) constraints × free_count
  MatrixXd information = {};             // free_count², of one respondent on average, of settings.information
  MatrixXd first_order = {};             // free_count²: mean outer product of scores, where robust.huber.white or a
                                         // Yuan-Bentler test asks for it
  MatrixXd vcov = {};                    // free_count²; empty if there is none
  std::vector<TestResult> tests = {};    // in the order of settings.tests
  std::vector<VectorXd> draws = {};      // bootstrap: x of each converged draw
  std::vector<VectorXd> jackknife = {};  // x without each respondent (or block of them), where BCa asks for it
  std::size_t failed_draws = 0;
  std::vector<Diagnosis> diagnoses = {};

  bool has_vcov() const { return vcov.size() > 0; }
};

}  // namespace rapport::stats::sem
