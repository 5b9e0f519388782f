#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "stats/sem/options.hpp"
#include "stats/sem/result.hpp"
#include "stats/sem/sample/moment_input.hpp"
#include "stats/table/csv.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::stats::sem {

/// A model that these data do not let us estimate: not identified, singular data, too few respondents, no convergence.
/// what() is a full sentence with the reason and what to do. The command line exits with 3.
struct NotEstimable : std::runtime_error {
  NotEstimable(std::string code_, const std::string& reason) : std::runtime_error(reason), code(std::move(code_)) {}
  std::string code;  // "not_identified", "singular_sample", "no_convergence", …
};

/// A run that was ended before it was done: "time_limit", "stopped" (Options::time_limit, Options::stop). Never taken
/// for a bootstrap draw without a solution.
struct Interrupted : NotEstimable {
  using NotEstimable::NotEstimable;
};

/// What a run is to work out beside the estimates and tests. All of it costs little next to reading the data, except
/// the modification indices of a large model.
struct Wanted {
  bool fit_measures = true;
  bool standardized = true;
  bool residuals = true;
  bool modification_indices = true;
  bool effects = true;
  bool reliability = true;
  bool scores = false;
  std::string wald = {};  // "b1 == b2; a*b == 0": tested together, not imposed
};

/// Done so far, of all: draws of a bootstrap, steps of an invariance ladder. Called from one thread at a time.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

/// Estimates a structural equation model in lavaan syntax from answers.
/// @param hypotheses  lines like "H1a: customer_focus -> rapport > 0"; may be empty
/// @throws ModelError    for a text that is no model, or names a variable that the table lacks
/// @throws TableError    for a variable that cannot be used
/// @throws OptionError   for options that exclude each other, or constraints of the Wald test that cannot be used
/// @throws NotEstimable  where there is no solution to report
SemResult estimate_sem(const std::string& model, const DataTable& data, const Options& options = {},
                       const std::string& hypotheses = {}, const Wanted& wanted = {}, const Progress& progress = {});

/// The model written out, with its starting values in est and nothing estimated: result.parameter_table, and what the
/// run would be about. For a model that lavaan's defaults should be looked at first.
/// @throws as estimate_sem, for model, data and options
SemResult write_out_sem(const std::string& model, const DataTable& data, const Options& options = {});
SemResult write_out_sem(const std::string& model, const std::vector<MomentInput>& groups, const Options& options = {});

/// A CSV file of answers that need not fit into memory.
struct AnswerFile {
  std::filesystem::path path;
  CsvOptions csv = {};
  std::uintmax_t large = 20 << 20;  // bytes from which on it is read in blocks
};

/// The same from a large CSV file, read in blocks on all cores: a million respondents take less than 512 MiB. Figures
/// are those of the table, but for the z values of residuals under robust standard errors, which are left out; a note
/// says so.
/// Empty where the file is not large or the run needs all answers at once: groups, ordinal items, full information
/// maximum likelihood, Γ (WLS, MLM and its kin), a bootstrap, scores. Read the file into a table then.
/// @throws as estimate_sem; TableError also for a file that is no CSV, as far as the model looks at it
std::optional<SemResult> estimate_streamed(const std::string& model, const AnswerFile& file,
                                           const Options& options = {}, const std::string& hypotheses = {},
                                           const Wanted& wanted = {});

/// The same from covariances (and means), without rows: no missing values, no ordinal items, no robust corrections.
SemResult estimate_sem(const std::string& model, const std::vector<MomentInput>& groups, const Options& options = {},
                       const std::string& hypotheses = {}, const Wanted& wanted = {});

}  // namespace rapport::stats::sem
