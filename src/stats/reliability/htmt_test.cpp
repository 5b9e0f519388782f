#include "stats/reliability/htmt.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "stats/simulate/simulate.hpp"

using namespace rapport::stats;

TEST_CASE("the ratios are those of the PLS result, which needs paths that these do not") {
  const Study study = find_study("003-enterprise-initiatives");
  const DataTable table = simulate_study(study, 7);
  const PathModel model = parse_model(study_model(study));
  const NamedMatrix htmt = htmt_of(model, table);
  const NamedMatrix expected = estimate_pls(model, table).htmt;
  REQUIRE(htmt.rows == expected.rows);
  for (std::size_t i = 0; i < htmt.rows.size(); ++i) {
    CHECK(std::isnan(htmt.at(i, i)));
    for (std::size_t j = 0; j < i; ++j) {
      CHECK(htmt.at(i, j) == doctest::Approx(expected.at(i, j)).epsilon(1e-12));
      CHECK(htmt.at(i, j) == htmt.at(j, i));
    }
  }
}
