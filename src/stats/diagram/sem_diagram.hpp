#pragma once

#include <string>

#include "stats/diagram/path_diagram.hpp"
#include "stats/sem/result.hpp"

namespace rapport::stats {

/// Draws a structural equation model as one SVG element, in the manner of draw_path_diagram: ellipses for latent
/// variables, hexagons for composites, rectangles for observed ones; causes left of outcomes; covariances as curves
/// with two heads, cross-loadings and loops as lines of their own. Figures are those of the standardized solution, with
/// stars on paths and covariances; none where the result has no estimates (NaN), for the picture beside an editor.
/// Dashed: not significant. In danger colour: a standardized loading or correlation beyond 1, an R² outside 0 to 1.
/// Classes as of draw_path_diagram, and covariance.
/// @param group  from 1; 0: every group, one below the other, each under its label
std::string draw_sem_diagram(const sem::SemResult& result, std::size_t group = 1, const DiagramOptions& options = {});

}  // namespace rapport::stats
