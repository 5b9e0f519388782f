#pragma once

#include <span>

#include "stats/pls/engine.hpp"

namespace rapport::stats {

/// SRMR, d_ULS, d_G and GoF of a solved model; see PlsFit and docs/reference/laboratory.md.
/// With S the correlations of the items and Σ those that the model implies (both p × p):
///   implied between blocks i ≠ j: λ_a φ_ij λ_b; within an "=~" block λ_a λ_b, within a "<~" block as observed;
///   diagonal 1; φ: of the saturated model the score correlations; of the model with paths Φ = (I - B)⁻¹ Ψ (I - B)⁻ᵀ,
///   its diagonal set to 1, where Ψ holds the observed correlations of the constructs without causes and 1 - R² of the
///   outcomes (as cSEM); SRMR = √( 2 Σ_{a≤b} (s_ab - σ_ab)² / (p (p + 1)) ),  d_ULS = ½ Σ_ab (s_ab - σ_ab)²,  d_G = ½ Σ
///   (ln φ_m)² over the eigenvalues φ_m of S⁻¹Σ (cSEM takes logarithms to base 10, so its d_G is smaller by (ln 10)²).
/// Sources: Henseler et al. (2014), Organizational Research Methods 17(2), 182-209; Dijkstra & Henseler (2015), CSDA
/// 81, 10-23; GoF: Tenenhaus, Amato & Esposito Vinzi (2004).
PlsFit fit_of(const PlsDesign& design, const PlsEngine& engine, std::span<const double> correlations);

}  // namespace rapport::stats
