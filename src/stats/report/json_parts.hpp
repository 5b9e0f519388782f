#pragma once

#include <nlohmann/json.hpp>

#include "stats/table/named_matrix.hpp"

namespace rapport::stats {

using Json = nlohmann::ordered_json;  // keys in the order in which people read them

/// {"rows": […], "cols": […], "values": [[…], …]}; NaN becomes null when it is written.
inline Json matrix_json(const NamedMatrix& matrix) {
  Json values = Json::array();
  for (std::size_t i = 0; i < matrix.rows.size(); ++i) {
    Json row = Json::array();
    for (std::size_t j = 0; j < matrix.cols.size(); ++j) row.push_back(matrix.at(i, j));
    values.push_back(std::move(row));
  }
  return {{"rows", matrix.rows}, {"cols", matrix.cols}, {"values", std::move(values)}};
}

}  // namespace rapport::stats
