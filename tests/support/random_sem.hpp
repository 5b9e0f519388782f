#pragma once

#include <cstdint>
#include <string>

#include "stats/sem/options.hpp"
#include "stats/table/data_table.hpp"

namespace test {

/// A structural equation model drawn at random, answers that it roughly holds for, and how to estimate it.
struct RandomSem {
  std::uint64_t seed = 0;
  std::string kind;   // "three groups", "missing, MLR", …
  std::string model;  // in lavaan's syntax
  rapport::stats::sem::Options options;
  std::string r_arguments;  // the same options as arguments of lavaan's cfa() or sem()
  rapport::stats::DataTable data;
};

/// The model of a seed, the same everywhere. Thirteen seeds in a row give thirteen kinds: confirmatory models of up to
/// six factors and 30 items, paths between factors, robust estimators, least squares, groups with equal parameters,
/// missing answers, ordinal items in one group, in two, and given covariates, paths between observed variables, growth
/// curves, and solutions that bounds hold.
RandomSem draw_sem(std::uint64_t seed);

}  // namespace test
