#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "stats/sem/fit.hpp"
#include "stats/sem/result.hpp"

namespace rapport::stats::sem {

struct Effects {
  std::vector<EffectRow> rows = {};
  std::string note = {};  // a full sentence if paths were left out; else empty
};

/// Every effect that a variable has on another along the arrows of the model, found without being written out:
/// "indirect" for each directed path of two or more arrows that visits no variable twice (the product of its
/// coefficients), "total_indirect" for their sum where there is more than one path, or a loop, and "total" for every
/// pair that has an indirect effect. In a model with loops the totals come from (I - B)⁻¹ - I and so count every turn;
/// the specific paths do not. Loadings are no arrows here. By group, then by pair in the order of the variables,
/// shorter paths first. Standard errors by the delta method, or from the bootstrap draws; est_std is std.all.
/// @param path_limit  of specific paths in a group; beyond it only the totals are complete, and the note says so
/// Sources: Bollen (1987), Sociological Methodology 17, 37-69; Sobel (1982) for the delta method.
Effects effects_of(const Fit& fit, std::size_t path_limit = 1000);

}  // namespace rapport::stats::sem
