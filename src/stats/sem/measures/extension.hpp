#pragma once

#include <vector>

#include "stats/sem/fit.hpp"

namespace rapport::stats::sem {

/// A fitted model with more parameters free, still at the fitted point: what score tests look at.
/// The table has the additions after the fit's rows; the new free parameters are numbered after the fit's, those of
/// `freed` first. Moments are the fit's; information, vcov, tests and draws are left empty.
/// @param freed      rows of fit.table that are fixed now
/// @param additions  rows that the table lacks: a relation between its variables, 0 so far
Fit extended_by(const Fit& fit, const std::vector<std::size_t>& freed, const std::vector<Parameter>& additions = {});

}  // namespace rapport::stats::sem
