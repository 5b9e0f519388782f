#pragma once

#include <string>
#include <vector>

#include "stats/resample/random.hpp"
#include "stats/table/data_table.hpp"

namespace test {

struct RandomItem {
  std::string name;
  std::vector<double> loadings;  // by factor
  double intercept = 0;
  double noise = 1;    // standard deviation
  double shared = 0;   // part of the noise that another item has too
  double unit = 1;     // of measurement
  int categories = 0;  // 0: a number
  bool has_gaps = false;
};

/// What answers are drawn from: factors, items, groups "g1", "g2", … and covariates z and w.
struct RandomPopulation {
  std::vector<RandomItem> items;
  std::vector<std::vector<double>> effects;  // [to][from] among the factors
  std::size_t groups = 1;
  std::size_t respondents = 200;
  bool skewed = false;
  bool factors_share = false;  // something in common, beyond their effects
  bool has_covariate = false;  // z moves the first factor
  bool has_second_covariate = false;
};

rapport::stats::DataTable draw_answers(const RandomPopulation& population, rapport::stats::Random& random);

}  // namespace test
