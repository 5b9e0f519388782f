#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "stats/sem/estimate.hpp"
#include "stats/sem/fit.hpp"
#include "stats/sem/table/hypotheses.hpp"

namespace rapport::stats::sem {

/// A run up to the search: the model written out, the data summed up, the settings decided.
struct Prepared {
  std::string text = {};
  std::string call = {};  // as of SemResult
  std::string data_name = {};
  Settings settings = {};
  ParameterTable table = {};
  std::shared_ptr<const Sample> sample = {};
  std::vector<Diagnosis> notes = {};  // where a setting was chosen for the user that another program would not choose
};

/// @throws as estimate_sem
Prepared prepare(const std::string& model, const DataTable& data, const Options& options);
Prepared prepare(const std::string& model, const std::vector<MomentInput>& groups, const Options& options);

/// The same from a large CSV file, without its rows; empty where can_stream says that they are needed.
std::optional<Prepared> prepare_streamed(const std::string& model, const std::filesystem::path& path,
                                         const CsvOptions& reading, const Options& options);

/// Fits, bootstraps where the settings ask for it, and looks for what makes a solution inadmissible.
Fit fit_prepared(const Prepared& prepared, const Progress& progress);

/// As it is fitted anew in each step of a ladder of models: another set of equalities, the same sample.
Prepared with_equalities(const Prepared& prepared, const std::vector<GroupEqual>& equal);

}  // namespace rapport::stats::sem
