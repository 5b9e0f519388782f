#pragma once

#include <Eigen/Core>
#include <vector>

#include "stats/sem/sample/sample.hpp"

namespace rapport::stats::sem {

/// The respondents by which variables they answered, with the moments of each pattern. In the order of the patterns'
/// first appearance.
/// @param rows  n × p, NaN where missing; no row without an answer
std::vector<Pattern> patterns_of(const Eigen::MatrixXd& rows);

/// How many respondents answered both of two variables: p × p.
Eigen::MatrixXd coverage_of(const std::vector<Pattern>& patterns, Eigen::Index p);

}  // namespace rapport::stats::sem
