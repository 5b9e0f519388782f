#include "support/random_population.hpp"

#include <fmt/format.h>

#include <cmath>

namespace test {
namespace {
using rapport::stats::Random;

double noise(const RandomPopulation& population, Random& random) {
  const double z = random.normal();
  return population.skewed ? .8 * z + .6 * (z * z - 1) / std::sqrt(2.0) : z;
}

double rounded(double value) {
  return std::round(value * 1000) / 1000;
}

double answer(const RandomItem& item, const std::vector<double>& factors, double both, double own, Random& random) {
  double value = item.noise * own + item.shared * both;
  for (std::size_t f = 0; f < factors.size(); ++f) value += item.loadings[f] * factors[f];
  if (item.has_gaps && random.uniform() < .1) return NAN;
  if (item.categories == 0) return rounded(item.intercept + item.unit * value);
  int category = 1;
  for (int t = 1; t < item.categories; ++t) category += value > 2.4 * (t - .45 * item.categories) / item.categories;
  return category;
}
}  // namespace

rapport::stats::DataTable draw_answers(const RandomPopulation& population, Random& random) {
  const std::size_t factors = population.effects.size();
  std::vector<std::vector<double>> columns(population.items.size());
  std::vector<double> z;
  std::vector<double> w;
  std::vector<std::string> group;
  for (std::size_t row = 0; row < population.respondents; ++row) {
    const std::size_t g = random.index(static_cast<std::uint32_t>(population.groups));
    group.push_back(fmt::format("g{}", g + 1));
    z.push_back(rounded(random.normal()));
    w.push_back(rounded(.4 * z.back() + random.normal()));
    const double common = population.factors_share ? random.normal() : 0;
    std::vector<double> f(factors);
    for (std::size_t k = 0; k < factors; ++k) {
      f[k] = .6 * common + .8 * noise(population, random) + .2 * static_cast<double>(g);
      for (std::size_t j = 0; j < k; ++j) f[k] += population.effects[k][j] * f[j];
    }
    if (population.has_covariate) f[0] += .4 * z.back();
    if (population.has_second_covariate) f[0] += .3 * w.back();
    const double both = random.normal();
    for (std::size_t i = 0; i < population.items.size(); ++i) {
      const double own = noise(population, random);
      columns[i].push_back(answer(population.items[i], f, both, own, random));
    }
  }
  rapport::stats::DataTable answers;
  answers.source = "answers.csv";
  for (std::size_t i = 0; i < population.items.size(); ++i)
    answers.add_numbers(population.items[i].name, std::move(columns[i]));
  answers.add_numbers("z", std::move(z));
  answers.add_numbers("w", std::move(w));
  answers.add_texts("group", std::move(group));
  return answers;
}

}  // namespace test
