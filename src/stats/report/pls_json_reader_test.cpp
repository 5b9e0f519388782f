#include "stats/report/pls_json_reader.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "stats/model/path_model.hpp"
#include "stats/pls/bootstrap.hpp"
#include "stats/report/pls_report.hpp"
#include "stats/simulate/simulate.hpp"

using namespace rapport::stats;

TEST_CASE("a result that was written as JSON comes back as it was") {
  const Study study = find_study("003-enterprise-initiatives");
  const DataTable table = simulate_study(study, 7);
  const PathModel model = parse_model(study_model(study));
  SUBCASE("with a bootstrap") {
    const std::string json = pls_json(bootstrap_pls(model, table, {}, {.draws = 20, .seed = 3}));
    CHECK(pls_json(read_pls_json(json)) == json);
    CHECK(read_pls_json(json).bootstrap.draws == 20);
  }
  SUBCASE("without one, whose figures are not defined") {
    const std::string json = pls_json(estimate_pls(model, table, {.scheme = Scheme::factorial}));
    CHECK(pls_json(read_pls_json(json)) == json);
    CHECK(std::isnan(read_pls_json(json).paths.front().coefficient.se));
  }
}

TEST_CASE("what is no result is refused") {
  CHECK_THROWS(read_pls_json("{}"));
  CHECK_THROWS(read_pls_json("no JSON"));
}
