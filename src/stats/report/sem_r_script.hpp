#pragma once

#include <string>
#include <vector>

#include "stats/sem/options.hpp"
#include "stats/sem/sample/moment_input.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::stats {

/// An R script that holds the model and the data and repeats a run in lavaan: the same call with the same options,
/// then what the reports show. Names and texts are quoted, so that no model and no answer becomes code.
std::string sem_r_script(const std::string& model, const DataTable& answers, const sem::Options& options);
std::string sem_r_script(const std::string& model, const std::vector<sem::MomentInput>& groups,
                         const sem::Options& options);

}  // namespace rapport::stats
