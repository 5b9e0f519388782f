#include <doctest/doctest.h>

#include "research/lab_fixture.hpp"
#include "stats/reliability/htmt.hpp"
#include "stats/reliability/reliability.hpp"
#include "stats/report/reliability_report.hpp"
#include "stats/report/report.hpp"

using namespace rapport;
using namespace rapport::research::testing;

namespace {

stats::PathModel measurement() {
  return stats::parse_model(measurement_model(survey_answers().constructs));
}

std::string cell(double value) {
  return ">" + stats::printed({.value = value}) + "<";
}

}  // namespace

TEST_CASE("reliability on the page is that of the library") {
  LabSite lab;
  const auto page = lab.rita.get(LabSite::address(kSurvey, "/quality"));
  REQUIRE(page.status == 200);
  const auto result = stats::reliability(measurement(), study_table());
  REQUIRE(result.constructs.size() > 3);
  for (const auto& construct : result.constructs) {
    CAPTURE(construct.name);
    for (const double value : {construct.alpha, construct.alpha_standardized, construct.rho_c, construct.ave}) {
      CHECK(contains(page, cell(value)));
    }
    for (const auto& item : construct.items) {
      for (const double value : {item.mean, item.sd, item.loading, item.item_rest, item.alpha_if_deleted}) {
        CHECK(contains(page, cell(value)));
      }
    }
  }
  CHECK(contains(page, "class=\"number diagonal\""));
  CHECK(contains(page, cell(result.fornell_larcker.at(1, 0))));
  CHECK(contains(page, cell(stats::htmt_of(measurement(), study_table()).at(1, 0))));
  CHECK(contains(page, "External pressure"));
  CHECK(contains(page, "Average variance extracted"));  // what a heading means
}

TEST_CASE("what is below the usual thresholds is said in words above the tables") {
  LabSite lab;
  const auto uploaded = lab.rita.upload("/lab/data", {{"title", "Weak"}},
                                        {csv_file("a,b,c\n1,5,2\n2,1,4\n3,4,1\n4,2,5\n5,3,3\n2,2,2\n4,1,1\n")});
  REQUIRE(uploaded.status == 303);
  CHECK(contains(lab.rita.get(location(uploaded) + "/quality"), "Nothing says which items belong together"));
  lab.rita.submit(location(uploaded) + "/model", {{"action", "keep"},
                                                  {"name", "One scale"},
                                                  {"model", "scale =~ a + b + c"},
                                                  {"scheme", "path"},
                                                  {"draws", "0"},
                                                  {"seed", "1"}});
  const auto page = lab.rita.get(location(uploaded) + "/quality");
  CHECK(page.status == 200);
  CHECK(contains(page, "below 0.70"));
  CHECK(page.body.find("notice warning") < page.body.find("<table"));
}

TEST_CASE("where nothing can be estimated there is the reason and no number") {
  LabSite lab;
  const auto uploaded = lab.rita.upload("/lab/data", {{"title", "Flat"}}, {csv_file("a,b\n1,5\n1,1\n1,4\n1,2\n1,3\n")});
  lab.rita.submit(location(uploaded) + "/model", {{"action", "keep"},
                                                  {"name", "Flat"},
                                                  {"model", "scale =~ a + b"},
                                                  {"scheme", "path"},
                                                  {"draws", "0"},
                                                  {"seed", "1"}});
  const auto page = lab.rita.get(location(uploaded) + "/quality");
  CHECK(page.status == 200);
  CHECK(contains(page, "could not be estimated"));
  CHECK(!contains(page, "<table"));
}

TEST_CASE("a questionnaire that makes no model says why") {
  LabSite lab;
  const auto page = lab.rita.get(LabSite::address(kClash, "/quality"));
  CHECK(page.status == 200);
  CHECK(contains(page, "could not be estimated"));
  CHECK(!contains(page, "<table"));
  CHECK(lab.rita.get(LabSite::address(kClash, "/reliability?format=json")).status == 400);
  CHECK(lab.rita.get(LabSite::address(kClash, "/model")).status == 200);
}

TEST_CASE("reliability as JSON and CSV is what the command line writes") {
  LabSite lab;
  const auto result = stats::reliability(measurement(), study_table());
  CHECK(lab.rita.get(LabSite::address(kSurvey, "/reliability?format=json")).body == stats::reliability_json(result));
  CHECK(lab.rita.get(LabSite::address(kSurvey, "/reliability?format=csv")).body == stats::reliability_csv(result));
  CHECK(lab.rita.get(LabSite::address(kEmpty, "/reliability?format=json")).status == 404);
}
