#pragma once

#include <cstddef>
#include <span>

namespace rapport::stats {

/// A block of a matrix that is stored row by row: the items begin … begin + size - 1.
struct BlockView {
  std::span<const double> matrix;  // width × width
  std::size_t width = 0;
  std::size_t begin = 0;
  std::size_t size = 0;
  double at(std::size_t i, std::size_t j) const { return matrix[(begin + i) * width + begin + j]; }
};

/// Cronbach's alpha of the items of a block: α = k/(k-1) · (1 - Σ sᵢᵢ / ΣΣ sᵢⱼ). Of covariances it is the raw alpha, of
/// correlations the standardized one. Negative when the items disagree on the whole: returned as it is.
/// @return  NaN for one item, or when the sum of the items does not vary
/// Source: Cronbach (1951), Psychometrika 16, 297-334.
double cronbach_alpha(const BlockView& block);

/// Composite reliability ρ_C = (Σλ)² / ((Σλ)² + Σ(1 - λ²)) of standardized items, k ≥ 1; 1 for a single loading of ±1.
/// Source: Jöreskog (1971); in this form Fornell & Larcker (1981), J. Marketing Research 18(1), 39-50.
double composite_reliability(std::span<const double> loadings);

/// Average variance extracted of one construct: AVE = (1/k) Σ λᵢ², k ≥ 1; signs do not matter. NaN if a loading is.
/// Source: Fornell & Larcker (1981), J. Marketing Research 18(1), 39-50; this form holds for standardized items.
double average_variance_extracted(std::span<const double> loadings);

/// Dijkstra-Henseler's ρ_A of a Mode A block: (w'w)² · w'(S - diag S)w / w'(ww' - diag ww')w.
/// @param weights       of the block, scaled so that w'Sw = 1
/// @param correlations  S, of the items
/// @return  1 for a single item; NaN if the denominator is 0
/// Source: Dijkstra & Henseler (2015), MIS Quarterly 39(2), 297-316.
double rho_a(std::span<const double> weights, const BlockView& correlations);

/// Heterotrait-monotrait ratio of two blocks, from absolute correlations: their mean between the blocks, over the
/// geometric mean of the means within each (1 within a single item). NaN if a block does not correlate within.
/// Source: Henseler, Ringle & Sarstedt (2015), JAMS 43, 115-135; absolute values as in semTools and seminr.
double heterotrait_monotrait(const BlockView& a, const BlockView& b);

}  // namespace rapport::stats
