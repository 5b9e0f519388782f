#pragma once

#include <string>

#include "stats/model/model_error.hpp"
#include "stats/sem/estimate.hpp"

namespace rapport::stats::sem {

/// A mistake in the text of the second model, as of ModelError.
struct SecondModelError : ModelError {
  using ModelError::ModelError;
};

/// Two models over the same answers with the same options, and the test of their difference.
struct ComparedModels {
  SemResult a;
  SemResult b;
  ConstraintTest difference;  // of the one with more degrees of freedom against the other; NaN where they have as many
};

/// @throws as estimate_sem; of b SecondModelError instead of ModelError
ComparedModels compare_models(const std::string& a, const std::string& b, const DataTable& data, const Options& options,
                              DifferenceMethod method = DifferenceMethod::automatic);
ComparedModels compare_models(const std::string& a, const std::string& b, const std::vector<MomentInput>& groups,
                              const Options& options, DifferenceMethod method = DifferenceMethod::automatic);

}  // namespace rapport::stats::sem
