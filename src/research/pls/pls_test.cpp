#include <doctest/doctest.h>

#include "research/estimations/estimation.hpp"
#include "research/estimations/estimation_job.hpp"
#include "research/lab_fixture.hpp"
#include "spine/event.hpp"
#include "stats/pls/bootstrap.hpp"
#include "stats/report/pls_json_reader.hpp"
#include "stats/report/pls_report.hpp"
#include "stats/report/report.hpp"
#include "store/query.hpp"

using namespace rapport;
using namespace rapport::research::testing;

namespace {

test::Fields wanted(const std::string& model, const std::string& draws) {
  return {{"action", "estimate"}, {"model", model}, {"scheme", "path"}, {"draws", draws}, {"seed", "11"}};
}

struct Asked {
  LabSite lab;
  std::string path;

  explicit Asked(const std::string& model, const std::string& draws = "200") {
    const auto asked = lab.rita.submit(LabSite::address(kSurvey, "/model"), wanted(model, draws));
    REQUIRE(asked.status == 303);
    path = location(asked);
  }

  std::string progress() { return lab.rita.get(path + "/progress").body; }

  void run() { lab.run_until_ended(path); }

  std::vector<spine::Event> events() {
    return spine::events_after(lab.site.database().session(), lab.site.community(), 0, 100);
  }
};

stats::PlsResult expected(std::size_t draws) {
  const auto model = stats::parse_model(stats::study_model(study()));
  return stats::bootstrap_pls(model, study_table(), {}, {.draws = draws, .seed = 11});
}

}  // namespace

TEST_CASE("until a runner has time the page says so and shows no number") {
  Asked estimation{stats::study_model(study())};
  const auto page = estimation.lab.rita.get(estimation.path);
  CHECK(page.status == 200);
  CHECK(contains(page, "<job-progress"));
  CHECK(contains(page, "Look again"));
  CHECK(contains(page, "Waiting to begin<"));
  const auto next =
      estimation.lab.rita.submit(LabSite::address(kSurvey, "/model"), wanted("A =~ EXP_a\nB =~ EXP_b\nB ~ A", "0"));
  CHECK(contains(estimation.lab.rita.get(location(next)), "Waiting to begin, after 1 other"));
  CHECK(contains(estimation.lab.rita.get(location(next) + "/progress"), "after 1 other"));
  CHECK(!contains(page, "<table"));
  CHECK(estimation.progress().find("\"queued\"") != std::string::npos);
  CHECK(estimation.events().empty());
}

TEST_CASE("a long estimation does not hold up the next, which gets its share of the processors") {
  LabSite lab;
  for (const auto& handler : lab.handlers()) CHECK(handler.at_once == 2);
  CHECK(research::threads_for_estimate(8, 1) == 4);
  CHECK(research::threads_for_estimate(8, 2) == 2);
  CHECK(research::threads_for_estimate(2, 2) == 1);
  CHECK(research::threads_for_estimate(0, 1) == 1);
}

TEST_CASE("an estimation that was stopped says so and never gets numbers") {
  Asked estimation{stats::study_model(study())};
  CHECK(contains(estimation.lab.rita.get(estimation.path), "/stop"));
  CHECK(estimation.lab.site.as("Max Member").submit(estimation.path + "/stop").status == 404);
  CHECK(estimation.lab.rita.submit(estimation.path + "/stop").status == 303);
  estimation.run();
  const auto page = estimation.lab.rita.get(estimation.path);
  CHECK(page.status == 200);
  CHECK(contains(page, "It was stopped"));
  CHECK(!contains(page, "could not be estimated"));
  CHECK(contains(estimation.lab.rita.get("/lab"), ">Stopped<"));
  CHECK(!contains(estimation.lab.rita.get("/lab"), "Not estimated"));
  CHECK(!contains(page, "<table"));
  CHECK(estimation.events().empty());
}

TEST_CASE("a page read just as its estimation ends looks again for the outcome") {
  // what the reading of the estimation saw, then the reading of its job
  for (const char* end :
       {"UPDATE job SET state = 'done', finished_at = 1 WHERE kind = 'lab.pls'",
        "UPDATE job SET state = 'failed', cancelled_at = 1, finished_at = 1 WHERE kind = 'lab.pls'"}) {
    CAPTURE(end);
    Asked estimation{stats::study_model(study())};
    auto session = estimation.lab.site.database().session();
    CHECK(store::execute(session, end) == 1);
    const auto page = estimation.lab.rita.get(estimation.path);
    CHECK(contains(page, "<job-progress"));
    CHECK(!contains(page, "could not be estimated"));
    CHECK(estimation.progress().find("\"running\"") != std::string::npos);
  }
}

TEST_CASE("an estimation is stopped by who asked for it or by an administrator, and by nobody else") {
  Asked estimation{stats::study_model(study())};
  auto& site = estimation.lab.site;
  auto other = site.as("Otto Other", Role::researcher);
  CHECK(contains(other.get(estimation.path), "<job-progress"));
  CHECK(!contains(other.get(estimation.path), "/stop"));
  CHECK(other.submit(estimation.path + "/stop").status == 404);
  CHECK(estimation.progress().find("\"queued\"") != std::string::npos);
  auto admin = site.as("Ann Admin", Role::admin);
  CHECK(contains(admin.get(estimation.path), "/stop"));
  CHECK(admin.submit(estimation.path + "/stop").status == 303);
  CHECK(estimation.progress().find("\"failed\"") != std::string::npos);
}

TEST_CASE("the figures on the page are those of the library, with the same seed") {
  Asked estimation{stats::study_model(study())};
  estimation.run();
  const auto page = estimation.lab.rita.get(estimation.path);
  REQUIRE(page.status == 200);
  const stats::PlsResult result = expected(200);
  for (const auto& path : result.paths) {
    CAPTURE(path.from + " " + path.to);
    CHECK(contains(page, path.from + " → " + path.to));
    CHECK(contains(page, stats::printed({.value = path.coefficient.est})));
    for (const double value : {path.coefficient.se, path.coefficient.ci_lower, path.coefficient.ci_upper}) {
      CHECK(contains(page, ">" + stats::printed({.value = value}) + "<"));
    }
  }
  CHECK(contains(page, "<svg"));
  CHECK(contains(page, "Simulated data"));
  CHECK(contains(page, "nobody gave them"));  // also a warning, above the numbers
  CHECK(page.body.find("notice warning") < page.body.find("<table"));
  CHECK(contains(page, "Rita Search"));
}

TEST_CASE("downloads hold the keys of the command line, and every digit") {
  Asked estimation{stats::study_model(study())};
  estimation.run();
  auto& rita = estimation.lab.rita;
  auto stored = stats::read_pls_json(rita.get(estimation.path + "/download?format=json").body);
  REQUIRE(!stored.warnings.empty());
  CHECK(stored.warnings.front() == "The answers are simulated: nobody gave them.");
  stored.warnings.erase(stored.warnings.begin());
  CHECK(stats::pls_json(stored) == stats::pls_json(expected(200)));
  CHECK(rita.get(estimation.path + "/download?format=csv").body == stats::pls_csv(expected(200)));
  CHECK(contains(rita.get(estimation.path + "/download?format=svg"), "(simulated data)"));
  CHECK(contains(rita.get(estimation.path + "/download?format=html"), "nobody gave them"));
  CHECK(contains(rita.get(estimation.path + "/download?format=html"), "Fingerprint of the answers used: "));
  CHECK(rita.get(estimation.path + "/download?format=exe").status == 404);
  CHECK(contains(rita.json(estimation.path), "\"state\":\"done\""));
}

TEST_CASE("an estimate is one event of the researcher's") {
  Asked estimation{stats::study_model(study()), "0"};
  estimation.run();
  const auto events = estimation.events();
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == "model.estimated");
  CHECK(events[0].actor == estimation.lab.rita.id());
  CHECK(research::path_of(research::Method::pls, research::EstimationId{events[0].subject}) == estimation.path);
  CHECK(events[0].context == kSurvey);
}

TEST_CASE("without a bootstrap nothing is said about standard errors") {
  Asked estimation{stats::study_model(study()), "0"};
  estimation.run();
  const auto page = estimation.lab.rita.get(estimation.path);
  CHECK(contains(page, "EXP"));
  CHECK(!contains(page, "SE (bootstrap)"));
  CHECK(contains(estimation.lab.rita.get(estimation.path + "/download?format=json"), "\"se\": null"));
}

TEST_CASE("a model that cannot be estimated shows why and never a number") {
  LabSite lab;
  const auto uploaded =
      lab.rita.upload("/lab/data", {{"title", "Flat"}}, {csv_file("a,b,c\n1,5,2\n1,1,4\n1,4,3\n1,2,5\n1,3,1\n")});
  const auto asked = lab.rita.submit(location(uploaded) + "/model", wanted("x =~ a\ny =~ b + c\ny ~ x", "0"));
  REQUIRE(asked.status == 303);
  lab.run_until_ended(location(asked));
  const auto page = lab.rita.get(location(asked));
  CHECK(page.status == 200);
  CHECK(contains(page, "could not be estimated"));
  CHECK(contains(page, "a"));
  CHECK(!contains(page, "<table"));
  CHECK(!contains(page, "<svg class"));
  CHECK(lab.rita.get(location(asked) + "/download?format=json").status == 404);
  CHECK(spine::events_after(lab.site.database().session(), lab.site.community(), 0, 100).empty());
}

TEST_CASE("results are for everyone who may use the laboratory, and for nobody else") {
  Asked estimation{stats::study_model(study()), "0"};
  estimation.run();
  auto& site = estimation.lab.site;
  CHECK(site.as("Otto Other", Role::researcher).get(estimation.path).status == 200);
  for (const auto* part : {"", "/progress", "/download?format=json"}) {
    CHECK(site.as("Max Member").get(estimation.path + part).status == 404);
    CHECK(site.visitor().get(estimation.path + part).status == 303);
  }
  CHECK(estimation.lab.rita.get("/lab/results/zz").status == 404);
  CHECK(contains(estimation.lab.rita.get("/lab"), estimation.path));
  const auto model = estimation.lab.rita.get(LabSite::address(kSurvey, "/model?result=" + estimation.path.substr(13)));
  CHECK(contains(model, "value=\"11\""));  // its seed
}
