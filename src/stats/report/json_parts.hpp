#pragma once

#include <cmath>
#include <nlohmann/json.hpp>

#include "stats/sem/result.hpp"
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

/// NaN for what is no number: undefined values are written as null.
inline double number_of(const Json& json) {
  return json.is_number() ? json.get<double>() : std::nan("");
}

inline Json constraint_tests_json(const std::vector<sem::ConstraintTest>& tests) {
  Json json = Json::array();
  for (const sem::ConstraintTest& t : tests) {
    json.push_back(
        {{"method", t.method}, {"constraint", t.constraint}, {"X2", t.stat}, {"df", t.df}, {"pvalue", t.pvalue}});
  }
  return json;
}

inline std::vector<sem::ConstraintTest> constraint_tests_of(const Json& json) {
  std::vector<sem::ConstraintTest> tests;
  for (const Json& row : json) {
    tests.push_back({.method = row.at("method"),
                     .constraint = row.at("constraint"),
                     .stat = number_of(row.at("X2")),
                     .df = number_of(row.at("df")),
                     .pvalue = number_of(row.at("pvalue"))});
  }
  return tests;
}

}  // namespace rapport::stats
