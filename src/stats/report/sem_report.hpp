#pragma once

#include <string>

#include "stats/report/report.hpp"
#include "stats/sem/result.hpp"

namespace rapport::stats {

/// A structural equation model for people: diagnoses in words first; then fit, hypotheses, the estimates by kind (with
/// those of the standardized solution), R², defined parameters, effects, reliability and validity, the largest
/// residuals with their heat map, the ten largest modification indices. Tables of several groups name the group.
Report sem_report(const sem::SemResult& result);

/// The parameter table, one line per parameter: lhs, op, rhs, group, label, free, est, se, z, pvalue, ci.lower,
/// ci.upper, std.lv, std.all, std.nox.
std::string sem_csv(const sem::SemResult& result);

/// The model written out: lhs, op, rhs, group, label, free (its number among the free parameters, 0: fixed), start.
std::string sem_table_csv(const sem::SemResult& result);

/// Factor scores, a line for each respondent: row (of the data, from 1), group (where there are several), and each
/// factor by the regression method and, as "factor.bartlett", by Bartlett's. Empty where a score does not exist.
std::string sem_scores_csv(const sem::SemResult& result);

/// The tables of a published study, as text: the fit line, the measurement model (loadings, α, CR, AVE), the
/// correlations of the latent variables with √AVE in the diagonal, and the test of the hypotheses with the indices of
/// fit below it. Two decimals, stars for p < 0.05, 0.01 and 0.001.
std::string sem_apa(const sem::SemResult& result);

/// "χ²(24) = 85.31, p < 0.001, χ²/df = 3.55, CFI = 0.93, TLI = 0.90, NFI = 0.91, RMSEA = 0.09 [0.07, 0.11], SRMR =
/// 0.07"; of the adjusted test and the robust indices where there are any.
std::string fit_line(const sem::SemResult& result);

}  // namespace rapport::stats
