#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "stats/table/named_matrix.hpp"

namespace rapport::stats::sem {

/// What a published table gives of one group instead of answers.
struct MomentInput {
  std::string group = {};  // its label; empty with one group
  std::size_t n = 0;
  NamedMatrix cov = {};           // square and symmetric, divisor n - 1; or correlations, if `sd` is given
  std::vector<double> sd = {};    // in the order of cov.rows; empty: cov holds covariances
  std::vector<double> mean = {};  // in the order of cov.rows; empty: no mean structure
};

}  // namespace rapport::stats::sem
