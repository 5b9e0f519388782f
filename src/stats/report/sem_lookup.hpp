#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stats/sem/result.hpp"

namespace rapport::stats {

/// A fit measure by lavaan's name; NaN if there is none.
double fit_measure(const sem::SemResult& result, std::string_view name);

struct BestMeasure {
  double value = 0;
  std::string kind = {};  // "robust ", "scaled " or nothing: before the measure's name
};
/// The first of these that is defined: the robust one before the scaled one before the plain one, which may be NaN.
BestMeasure best_fit_measure(const sem::SemResult& result, std::string_view name);

/// The row for the same parameter in another solution, or nullptr.
const sem::EstimateRow* same_row(const std::vector<sem::EstimateRow>& rows, const sem::EstimateRow& wanted);

/// The label of a group from 1; empty where there is only one.
std::string group_label(const sem::SemResult& result, std::size_t group);

/// How its χ² is called: "χ²", "scaled χ²" where it is adjusted.
std::string words_of_chi_square(const sem::SemResult& result);

/// The test that decides: the adjusted one if there is one, else the standard one; nullptr if there is none.
const sem::TestRow* deciding_test(const sem::SemResult& result);

bool is_latent(const sem::SemResult& result, std::string_view variable);

/// "satorra.bentler" as "Satorra–Bentler"; a word that is not known stays as it is.
std::string words_of_test(const std::string& test);

}  // namespace rapport::stats
