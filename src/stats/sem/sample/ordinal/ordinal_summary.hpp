#pragma once

#include "stats/sem/interrupt.hpp"
#include "stats/sem/sample/gamma.hpp"
#include "stats/sem/sample/sample.hpp"

namespace rapport::stats::sem {

/// Fills in thresholds, polychoric, polyserial and Pearson correlations, the statistics and their Γ for a group with
/// ordinal items. Complete rows, or pairwise: thresholds from all who answered an item, correlations from those who
/// answered both.
/// Where the sample has covariates, thresholds, means and correlations are those given them, and their slopes belong to
/// the first stage.
/// Γ = (1/n) Σ f f', where f is what a respondent adds to n times the statistics in both stages:
///   first stage   f_θ = (Σ s_θ s_θ'/n)⁻¹ s_θ
///   correlation   f_ρ = (s_ρ - Σ(s_ρ s_θ'/n) f_θ) / (Σ s_ρ²/n)
/// with s the slopes of the log-likelihoods of one variable and of two. Equal to Muthén's A⁻¹BA⁻ᵀ.
/// @throws NotEstimable "empty_category" for a category that nobody of the group chose; "separation" and
///                      "constant_item" for what covariates predict without error
/// Source: Muthén (1984), Psychometrika 49, 115-132; Muthén & Satorra (1995), Psychometrika 60, 489-503.
void summarize_ordinal(GroupSample& group, const Sample& sample, GammaPart part, const Interrupt& interrupt = {});

/// Sentences on correlations at ±1 in a group that summarize_ordinal has worked out.
std::vector<std::string> ordinal_warnings(const GroupSample& group, const Sample& sample);

}  // namespace rapport::stats::sem
