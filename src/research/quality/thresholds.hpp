#pragma once

#include <cmath>
#include <cstddef>

#include "stats/pls/pls.hpp"

namespace rapport::research {

// The field's usual rules of thumb. They mark and warn; nothing is decided by them.
constexpr double kLeastReliability = 0.70;        // alpha, ρ_C: Nunnally & Bernstein (1994), Psychometric Theory
constexpr double kLeastVarianceExtracted = 0.50;  // Fornell & Larcker (1981), J. Marketing Research 18(1), 39-50
constexpr double kLeastLoading = 0.40;            // Hair et al. (2017), A Primer on PLS-SEM, ch. 4: remove below
constexpr double kMostHtmt = 0.90;                // Henseler, Ringle & Sarstedt (2015), JAMS 43, 115-135

/// Whether two constructs differ by the Fornell-Larcker criterion: their correlation is, without its sign, smaller than
/// both values of √AVE. True where one of the three is not defined: there is nothing to warn of.
inline bool is_discriminant(const stats::NamedMatrix& fornell_larcker, std::size_t i, std::size_t j) {
  const double r = std::abs(fornell_larcker.at(i, j));
  return !(r >= fornell_larcker.at(i, i)) && !(r >= fornell_larcker.at(j, j));
}

}  // namespace rapport::research
