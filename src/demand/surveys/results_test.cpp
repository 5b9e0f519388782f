#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <chrono>
#include <mutex>
#include <thread>

#include "demand/surveys/result_model.hpp"
#include "demand/surveys/submitted_store.hpp"
#include "demand/surveys/survey_fixture.hpp"
#include "demand/surveys/tally_store.hpp"

using namespace rapport;
using namespace rapport::surveys;

namespace {

/// The tally of what is stored, counted one response at a time.
Tally recount(SurveySite& site, const WholeSurvey& survey) {
  Tally tally;
  each_submitted(*site.database().session(), site.community(), survey.survey.id,
                 [&](const Response& response, const Answers& answers) {
                   tally.add_submission(survey.questionnaire, answers, response.started_at_ms,
                                        *response.submitted_at_ms);
                 });
  return tally;
}

Tally counters(SurveySite& site, const WholeSurvey& survey) {
  return load_tally(*site.database().session(), site.community(), survey.survey.id);
}

void check_same(const Tally& counted, const Tally& stored) {
  RC_ASSERT(counted.submitted == stored.submitted);
  RC_ASSERT(counted.durations == stored.durations);
  for (const auto& [question, count] : counted.questions) {
    const auto& kept = stored.questions.at(question);
    RC_ASSERT(count.answered == kept.answered);
    RC_ASSERT(count.options == kept.options);
    RC_ASSERT(std::abs(count.mean - kept.mean) < 1e-9);
    RC_ASSERT(std::abs(count.squares - kept.squares) < 1e-6);
  }
}

/// Somebody who answers at random, goes back, sends twice, or gives up.
void respond(SurveySite& site, const Survey& survey) {
  auto who = site.visitor();
  const auto maybe = [](const std::string& field, const std::vector<std::string>& values, test::Fields& fields) {
    if (*rc::gen::inRange(0, 4) > 0) fields.emplace_back(field, *rc::gen::elementOf(values));
  };
  test::Fields you, us{{"q_ra1", *rc::gen::elementOf(std::vector<std::string>{"1", "4", "7"})}};
  maybe("q_ride", {"city", "forest"}, you);
  maybe("q_use", {"work", "sport", "tours"}, you);
  maybe("q_use", {"work", "sport", "tours"}, you);
  maybe("q_km", {"0", "12.5", "1500", "too far"}, you);
  maybe("q_ra2", {"1", "2", "3", "4", "5", "6", "7", ""}, us);
  maybe("q_wish", {"bells", "lights"}, us);
  who.submit(survey.path() + "/begin");
  site.clock().advance(*rc::gen::inRange(0, 100'000));
  who.submit(survey.path() + "/answer?part=1", you);
  if (*rc::gen::inRange(0, 5) == 0) return;
  if (*rc::gen::inRange(0, 5) == 0) who.submit(survey.path() + "/answer?part=2", {{"go", "back"}, {"q_ra2", "3"}});
  who.submit(survey.path() + "/answer?part=2", us);
  if (*rc::gen::inRange(0, 3) == 0) who.submit(survey.path() + "/answer?part=2", {{"q_ra1", "2"}});
}

struct Listener : http::EventStream {
  std::mutex mutex;
  std::vector<std::string> heard;
  bool send(std::string_view event, std::string_view, std::string_view data) override {
    std::lock_guard lock(mutex);
    heard.push_back(std::string(event) + " " + std::string(data));
    return true;
  }
  bool is_open() const override { return true; }
  bool hears(std::string_view text) {
    for (int i = 0; i < 500; ++i) {
      {
        std::lock_guard lock(mutex);
        for (const auto& line : heard) {
          if (line.find(text) != std::string::npos) return true;
        }
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }
};

}  // namespace

TEST_CASE("counters equal a recount after whatever people do") {
  SurveySite site;
  const auto survey = site.open_survey();
  const bool same = rc::check("counters equal a recount", [&] {
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) respond(site, survey.survey);
    check_same(recount(site, survey), counters(site, survey));
  });
  CHECK(same);
  CHECK(site.now(survey).submitted > 0);
}

TEST_CASE("an import counts as if people had answered one by one") {
  SurveySite site;
  const auto survey = site.open_survey();
  std::vector<ImportedResponse> responses;
  for (int i = 0; i < 100; ++i) {
    responses.push_back({.answers = {{"km", {.number = 1000 + i % 7}},
                                     {"ra1", {.number = 1 + i % 7}},
                                     {"use", {.ticked = {1 + i % 3}}}},
                         .started_at_ms = i * 1000,
                         .submitted_at_ms = i * 61'000});
  }
  for (int half = 0; half < 2; ++half) {
    store::Transaction change{site.database()};
    import_responses(change, site.community(), site.ids(), survey, responses);
    change.commit();
  }
  const auto stored = counters(site, survey);
  check_same(recount(site, survey), stored);
  CHECK(stored.started == 200);
  CHECK(stored.questions.at(survey.questionnaire.sections[0].questions[2].id).standard_deviation().value() ==
        doctest::Approx(2.0168885).epsilon(1e-6));
}

TEST_CASE("the median duration is found from counts, to ten seconds") {
  Tally tally;
  CHECK(!tally.median_seconds());
  const Questionnaire nothing;
  for (const std::int64_t seconds : {25, 35, 5000}) tally.add_submission(nothing, {}, 0, seconds * 1000);
  CHECK(tally.median_seconds() == 30);
  tally.add_submission(nothing, {}, 0, 4'000'000);
  tally.add_submission(nothing, {}, 0, 4'000'000);
  CHECK(tally.median_seconds() == 3600);
}

TEST_CASE("the drawing of days ends with the newest and leaves room for days without answers") {
  const Questionnaire nothing;
  Tally tally;
  CHECK(day_chart(tally).is_null());
  const std::int64_t day_ms = 24 * 3600 * 1000;
  for (const std::int64_t day : {100, 100, 103}) tally.add_submission(nothing, {}, 0, day * day_ms);
  CHECK(http::to_json(day_chart(tally)) ==
        R"({"length":14,"bars":[{"x":10,"y":"0.00","height":"30.00"},{"x":13,"y":"15.00","height":"15.00"}]})");
}

TEST_CASE("a standard deviation needs two answers") {
  CHECK(!QuestionTally{.answered = 1, .mean = 5}.standard_deviation());
  CHECK(QuestionTally{.answered = 2, .mean = 5, .squares = 2}.standard_deviation() == doctest::Approx(1.41421356));
}

TEST_CASE("staff watch figures and frequencies, and only exporters read single answers") {
  SurveySite site;
  const auto survey = site.open_survey();
  auto ada = site.visitor();
  ada.submit(survey.survey.path() + "/begin");
  ada.submit(survey.survey.path() + "/answer?part=1", {{"q_ride", "forest"}, {"q_km", "10"}});
  site.clock().advance(125'000);
  ada.submit(survey.survey.path() + "/answer?part=2", {{"q_ra1", "6"}, {"q_wish", "More <bells>"}});
  auto ben = site.visitor();
  answer_all(ben, survey.survey, {{"q_ride", "city"}, {"q_km", "20"}}, {{"q_ra1", "4"}});
  site.visitor().submit(survey.survey.path() + "/begin");

  const auto page = site.as("Sam Service", Role::service).get(survey.survey.desk_path());
  CHECK(page.status == 200);
  CHECK(shows(page, "data-figure=\"submitted\">2<"));
  CHECK(shows(page, "data-figure=\"started\">3<"));
  CHECK(shows(page, "67 %"));
  CHECK(shows(page, "mean 5.00"));
  CHECK(shows(page, "1.41"));
  CHECK(shows(page, "mean 15.00 km"));
  CHECK(shows(page, "2026-11-21"));
  CHECK(!shows(page, "bells"));
  const auto full = site.as("Ria", Role::researcher).get(survey.survey.desk_path());
  CHECK(shows(full, "More &lt;bells&gt;"));
  CHECK(shows(full, "answers.csv"));
  CHECK(shows(full, "0 min 0 s"));
}

TEST_CASE("a survey without answers has a page, too") {
  SurveySite site;
  const auto survey = site.open_survey();
  const auto page = site.as("Ria", Role::researcher).get(survey.survey.desk_path());
  CHECK(page.status == 200);
  CHECK(shows(page, "No answers yet"));
}

TEST_CASE("exports and codebook keep to their permissions") {
  SurveySite site;
  const auto survey = site.open_survey();
  const auto path = survey.survey.desk_path();
  auto researcher = site.as("Ria", Role::researcher);
  auto service = site.as("Sam Service", Role::service);
  auto member = site.as("Ada Kern");
  CHECK(researcher.get(path + "/answers.csv").status == 200);
  CHECK(service.get(path + "/answers.csv").status == 404);
  CHECK(service.get(path + "/codebook.csv").status == 200);
  CHECK(shows(service.get(path + "/codebook"), "rapport =~ ra1 + ra2"));
  CHECK(shows(service.json(path + "/codebook"), "\"columns\":[{\"name\":\"respondent\""));
  for (const auto* page : {"", "/answers.csv", "/codebook", "/codebook.csv", "/live"}) {
    CHECK(member.get(path + page).status == 404);
    CHECK(location(site.visitor().get(path + page)).starts_with("/sign-in"));
  }
  const auto draft = site.make({.texts = {.title = "Draft", .purpose = "x"}}).survey;
  for (const auto* page : {"", "/answers.csv", "/codebook", "/codebook.csv", "/live"}) {
    CHECK(service.get(draft.desk_path() + page).status == 404);
  }
}

TEST_CASE("an open page hears of each answer as it comes in") {
  SurveySite site;
  const auto survey = site.open_survey();
  const auto stream = site.as("Ria", Role::researcher).get(survey.survey.desk_path() + "/live");
  REQUIRE(stream.on_stream);
  const auto listener = std::make_shared<Listener>();
  stream.on_stream(listener);
  CHECK(listener->hears("\"submitted\":0"));
  auto ada = site.visitor();
  answer_all(ada, survey.survey, {}, {{"q_ra1", "6"}});
  CHECK(listener->hears("figures {\"started\":1,\"submitted\":1,\"completion\":\"100 %\"}"));
}
