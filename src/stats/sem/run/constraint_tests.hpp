#pragma once

#include <string>
#include <vector>

#include "stats/sem/fit.hpp"
#include "stats/sem/measures/hypothesis_tests.hpp"
#include "stats/sem/result.hpp"

namespace rapport::stats::sem {

/// A χ² test as results have it.
ConstraintTest row_of(const ChiSquareTest& test, std::string constraint);

/// Wald's test of constraints that the model lacks, and the score tests of the equalities that it has: of all together
/// and, as long as they are cheap, of each.
/// @param wald  "b1 == b2; a*b == 0"; empty: none
/// @throws OptionError for a text that is no constraint, NotEstimable as wald_test
std::vector<ConstraintTest> constraint_tests(const Fit& fit, const std::string& wald);

}  // namespace rapport::stats::sem
