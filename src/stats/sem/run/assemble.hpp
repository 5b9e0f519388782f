#pragma once

#include "stats/sem/run/prepare.hpp"

namespace rapport::stats::sem {

/// Turns a fit into the plain values that leave the laboratory.
SemResult assemble(const Fit& fit, const Prepared& prepared, const Hypotheses& hypotheses, const Wanted& wanted);

/// The model written out, without a fit.
SemResult write_out(const Prepared& prepared);

}  // namespace rapport::stats::sem
