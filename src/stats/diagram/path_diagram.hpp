#pragma once

#include <string>

#include "stats/model/path_model.hpp"
#include "stats/pls/pls.hpp"

namespace rapport::stats {

struct DiagramOptions {
  std::string title = "Path diagram";  // the accessible name
  double significance = 0.05;          // at or above this p-value a line is dashed
};

/// Draws a path model as one SVG element: ellipses for constructs measured by "=~", hexagons for "<~", rectangles for
/// items and observed variables, R² inside the outcomes, causes left of outcomes. Without a result the drawing shows
/// the model alone, for the live picture beside an editor. Paths carry their coefficient with stars (* p < .05, ** <
/// .01, *** < .001, from a bootstrap only) and are as wide as it is large. A value that no proper solution has (a
/// loading or R² beyond 1) is drawn in danger colour. For pages with a strict content policy: no style, no script, no
/// ids; all names escaped. Lines and words are in currentColor. Classes to style: path-diagram; construct, item; path,
/// loading; insignificant, inadmissible; estimate. A model too large to draw (see is_drawable) gives a picture that
/// says so.
/// @param result  of this model, or nullptr
std::string draw_path_diagram(const PathModel& model, const PlsResult* result = nullptr,
                              const DiagramOptions& options = {});

/// "***", "**", "*" or nothing.
std::string significance_stars(double pvalue);

}  // namespace rapport::stats
