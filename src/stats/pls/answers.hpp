#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "stats/pls/pls.hpp"

namespace rapport::stats {

/// The complete answers to the items of a model, ready for the engine.
struct PlsAnswers {
  std::vector<std::span<const double>> columns;  // p, of the table: it must outlive this
  std::vector<std::size_t> rows;                 // the n complete respondents
  std::size_t left_out = 0;
  std::vector<double> correlations;  // p × p
};

enum class PathsNeeded { yes, no };

/// Finds the answers and checks that they can carry the model.
/// @throws ModelError, TableError, EstimationError as estimate_pls does
PlsAnswers answers_for(const PathModel& model, const DataTable& table, PathsNeeded paths = PathsNeeded::yes);

/// "3 of 250 respondents left out an item of the model and were left out."
std::string left_out_warning(const PlsAnswers& answers);

/// The error for a failure of the engine on the full sample.
EstimationError estimation_error(const PathModel& model, Failure failure, std::size_t construct, int iterations,
                                 std::size_t n);

}  // namespace rapport::stats
