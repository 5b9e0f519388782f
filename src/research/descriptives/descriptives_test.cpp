#include <doctest/doctest.h>

#include "research/lab_fixture.hpp"
#include "stats/describe/describe.hpp"
#include "stats/report/describe_report.hpp"
#include "stats/report/report.hpp"

using namespace rapport;
using namespace rapport::research::testing;

TEST_CASE("the figures on the page are those of the library") {
  LabSite lab;
  const auto page = lab.rita.get(LabSite::address(kSurvey));
  REQUIRE(page.status == 200);
  const stats::Description description = stats::describe(study_table());
  REQUIRE(description.variables.size() > 10);
  for (const auto& v : description.variables) {
    CAPTURE(v.name);
    CHECK(contains(page, v.name));
    for (const double value : {v.mean, v.sd, v.se, v.skewness, v.kurtosis}) {
      CHECK(contains(page, ">" + stats::printed({.value = value}) + "<"));
    }
  }
  CHECK(contains(page, "strongly agree"));  // the words of a value, in its frequency table
  CHECK(contains(page, "Simulated data"));
}

TEST_CASE("the same as JSON and CSV, as the command line writes them") {
  LabSite lab;
  const stats::Description description = stats::describe(study_table());
  CHECK(lab.rita.get(LabSite::address(kSurvey, "/descriptives?format=json")).body == stats::describe_json(description));
  CHECK(lab.rita.get(LabSite::address(kSurvey, "/descriptives?format=csv")).body == stats::describe_csv(description));
  const auto json = lab.rita.json(LabSite::address(kSurvey));
  CHECK(contains(json, "\"name\":\"EXP_a\""));
}

TEST_CASE("a survey without answers says what will stand there") {
  LabSite lab;
  const auto page = lab.rita.get(LabSite::address(kEmpty));
  CHECK(page.status == 200);
  CHECK(contains(page, "No answers yet"));
}

TEST_CASE("titles, wordings and value labels cannot bring markup of their own") {
  LabSite lab;
  for (const auto* part : {"", "/quality", "/model"}) {
    CAPTURE(part);
    const auto page = lab.rita.get(LabSite::address(kHostile, part));
    CHECK(page.status == 200);
    CHECK(contains(page, "&lt;script&gt;"));
    CHECK(is_harmless(page));
  }
  CHECK(is_harmless(lab.rita.get("/lab")));
}

TEST_CASE("a set that is not there is not found") {
  LabSite lab;
  CHECK(lab.rita.get(LabSite::address(77)).status == 404);
  CHECK(lab.rita.get("/lab/no id at all!").status == 404);
}
