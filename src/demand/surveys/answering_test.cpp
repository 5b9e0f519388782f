#include <doctest/doctest.h>

#include <thread>

#include "demand/surveys/survey_fixture.hpp"
#include "spine/event.hpp"

using namespace rapport;
using namespace rapport::surveys;

TEST_CASE("open surveys are listed with what they are for and how long they take, drafts are not") {
  SurveySite site;
  const auto survey = site.open_survey();
  site.make({.texts = {.title = "Secret plans", .purpose = "Later"}});
  const auto page = site.visitor().get("/say");
  CHECK(page.status == 200);
  CHECK(shows(page, "How are we doing?"));
  CHECK(shows(page, "To see what to work on next"));
  CHECK(shows(page, "about 4 minutes"));
  CHECK(shows(page, survey.survey.path()));
  CHECK(!shows(page, "Secret plans"));
}

TEST_CASE("a draft is not found, and an old address leads to the present one") {
  SurveySite site;
  const auto draft = site.make({.texts = {.title = "Secret plans", .purpose = "Later"}});
  CHECK(site.visitor().get(draft.survey.path()).status == 404);
  CHECK(site.visitor().submit(draft.survey.path() + "/begin").status == 404);
  const auto survey = site.open_survey();
  const auto old = site.visitor().get("/say/old-name-" + to_base32(survey.survey.id));
  CHECK(location(old) == survey.survey.path());
}

TEST_CASE("a visitor answers a survey part by part") {
  SurveySite site;
  const auto survey = site.open_survey().survey;
  auto visitor = site.visitor();
  CHECK(shows(visitor.get(survey.path()), "It is anonymous"));
  const auto begun = visitor.submit(survey.path() + "/begin");
  CHECK(begun.status == 303);
  CHECK(location(begun) == survey.path() + "/answer?part=1");
  const auto first = visitor.get(location(begun));
  CHECK(shows(first, "Part 1 of 2, about 4 minutes left"));
  CHECK(shows(first, "Where do you ride?"));
  const auto next = visitor.submit(survey.path() + "/answer?part=1",
                                   {{"q_ride", "forest"}, {"q_use", "work"}, {"q_use", "tours"}, {"q_km", "12,5"}});
  CHECK(location(next) == survey.path() + "/answer?part=2");
  CHECK(shows(visitor.get(location(next)), "Part 2 of 2, about 2 minutes left"));
  const auto sent = visitor.submit(survey.path() + "/answer?part=2", {{"q_ra1", "6"}, {"q_wish", "Bells"}});
  CHECK(location(sent) == survey.path() + "/thanks");
  CHECK(shows(visitor.get(location(sent)), "<strong>figures</strong>"));
  CHECK(shows(visitor.get(survey.path()), "You have answered this survey"));
  const auto after = find(*site.database().session(), site.community(), survey.id).value();
  CHECK(after.started == 1);
  CHECK(after.submitted == 1);
}

TEST_CASE("answers are kept on the server, so going back shows them") {
  SurveySite site;
  const auto survey = site.open_survey().survey;
  auto visitor = site.visitor();
  visitor.submit(survey.path() + "/begin");
  visitor.submit(survey.path() + "/answer?part=1", {{"q_ride", "forest"}, {"q_km", "12.5"}});
  const auto back = visitor.submit(survey.path() + "/answer?part=2", {{"q_wish", "Bells"}, {"go", "back"}});
  CHECK(location(back) == survey.path() + "/answer?part=1");
  const auto first = visitor.get(location(back));
  CHECK(shows(first, "value=\"forest\" checked"));
  CHECK(!shows(first, "value=\"city\" checked"));
  CHECK(shows(first, "value=\"12.5\""));
  CHECK(shows(visitor.get(survey.path() + "/answer?part=2"), ">Bells</textarea>"));
  CHECK(shows(visitor.get(survey.path()), "Your answers so far are kept"));
}

TEST_CASE("an answer taken back is gone") {
  SurveySite site;
  const auto survey = site.open_survey().survey;
  auto visitor = site.visitor();
  visitor.submit(survey.path() + "/begin");
  visitor.submit(survey.path() + "/answer?part=1", {{"q_ride", "forest"}, {"q_use", "work"}});
  visitor.submit(survey.path() + "/answer?part=1", {{"q_ride", ""}});
  CHECK(!shows(visitor.get(survey.path() + "/answer?part=1"), "checked"));
}

TEST_CASE("mistakes come back beside their questions, with what was typed") {
  SurveySite site;
  const auto survey = site.open_survey().survey;
  auto visitor = site.visitor();
  visitor.submit(survey.path() + "/begin");
  const auto first = visitor.submit(survey.path() + "/answer?part=1", {{"q_ride", "forest"}, {"q_km", "far"}});
  CHECK(first.status == 422);
  CHECK(shows(first, "Please write a number, such as 12 or 2.5."));
  CHECK(shows(first, "value=\"far\""));
  CHECK(shows(first, "value=\"forest\" checked"));
  CHECK(shows(visitor.submit(survey.path() + "/answer?part=1", {{"q_km", "1501"}}), "a number from 0 to 1500"));
  CHECK(shows(visitor.submit(survey.path() + "/answer?part=1", {{"q_ride", "moon"}}), "choose one of the options"));
  const auto second = visitor.submit(survey.path() + "/answer?part=2", {{"q_wish", std::string(51, 'x')}});
  CHECK(second.status == 422);
  CHECK(shows(second, "Please choose an answer."));
  CHECK(shows(second, "at most 50 characters"));
  CHECK(shows(second, std::string(51, 'x')));
}

TEST_CASE("a required question that was skipped is asked before sending") {
  SurveySite site;
  auto questionnaire = small_questionnaire();
  questionnaire.sections[0].questions[0].required = true;
  const auto survey = site.make({.texts = {.title = "Needed", .purpose = "x"},
                                 .questionnaire = questionnaire,
                                 .opened_at_ms = site.clock().now_ms()})
                          .survey;
  auto visitor = site.visitor();
  visitor.submit(survey.path() + "/begin");
  const auto sent = visitor.submit(survey.path() + "/answer?part=2", {{"q_ra1", "6"}});
  CHECK(location(sent) == survey.path() + "/answer?part=1&check=1");
  CHECK(shows(visitor.get(location(sent)), "Please choose an answer."));
  CHECK(location(visitor.submit(survey.path() + "/answer?part=1", {{"q_ride", "city"}})) ==
        survey.path() + "/answer?part=2");
  CHECK(location(visitor.submit(survey.path() + "/answer?part=2", {{"q_ra1", "6"}})) == survey.path() + "/thanks");
}

TEST_CASE("sending twice counts once, and what was sent does not change") {
  SurveySite site;
  const auto whole = site.open_survey();
  const auto& survey = whole.survey;
  auto visitor = site.visitor();
  answer_all(visitor, survey, {{"q_ride", "city"}}, {{"q_ra1", "6"}});
  const auto again = visitor.submit(survey.path() + "/answer?part=2", {{"q_ra1", "1"}});
  CHECK(location(again) == survey.path() + "/thanks");
  CHECK(location(visitor.submit(survey.path() + "/begin")) == survey.path());
  CHECK(location(visitor.get(survey.path() + "/answer?part=1")) == survey.path() + "/thanks");
  CHECK(site.now(whole).submitted == 1);
}

TEST_CASE("two clicks at the same moment send one response") {
  SurveySite site;
  const auto whole = site.open_survey();
  auto visitor = site.visitor();
  visitor.submit(whole.survey.path() + "/begin");
  std::vector<std::thread> clicks;
  for (int i = 0; i < 4; ++i) {
    clicks.emplace_back([&, browser = visitor]() mutable {
      const auto sent = browser.submit(whole.survey.path() + "/answer?part=2", {{"q_ra1", "6"}});
      CHECK(location(sent) == whole.survey.path() + "/thanks");
    });
  }
  for (auto& click : clicks) click.join();
  CHECK(site.now(whole).submitted == 1);
  const auto events = spine::events_after(*site.database().session(), site.community(), 0, 10);
  CHECK(events.size() == 1);
}

TEST_CASE("a member answers an anonymous survey once, whichever browser is used") {
  SurveySite site;
  const auto whole = site.open_survey();
  auto laptop = site.as("Ada Kern");
  auto phone = site.as("Ada Kern");
  phone.submit(whole.survey.path() + "/begin");
  answer_all(laptop, whole.survey, {}, {{"q_ra1", "6"}});
  CHECK(site.now(whole).submitted == 1);
  CHECK(location(phone.submit(whole.survey.path() + "/answer?part=2", {{"q_ra1", "1"}})) ==
        whole.survey.path() + "/thanks");
  CHECK(site.now(whole).submitted == 1);
  auto ben = site.as("Ben Ode");
  answer_all(ben, whole.survey, {}, {{"q_ra1", "2"}});
  CHECK(site.now(whole).submitted == 2);
}

TEST_CASE("an anonymous survey stores no member with an answer, and its event names nobody") {
  SurveySite site;
  const auto whole = site.open_survey();
  auto ada = site.as("Ada Kern");
  answer_all(ada, whole.survey, {}, {{"q_ra1", "6"}});
  const auto events = spine::events_after(*site.database().session(), site.community(), 0, 10);
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == "survey.answered");
  CHECK(!events[0].actor);
  CHECK(events[0].context == whole.survey.id.value);
  CHECK(events[0].subject == whole.survey.id.value);
}

TEST_CASE("a survey for members asks visitors to sign in, and finds a member's draft on any device") {
  SurveySite site;
  const auto survey = site.open_survey(Respondents::members).survey;
  auto visitor = site.visitor();
  CHECK(shows(visitor.get(survey.path()), "This survey is for members."));
  CHECK(location(visitor.submit(survey.path() + "/begin")) == "/sign-in");
  CHECK(location(visitor.get(survey.path() + "/answer?part=1")) == survey.path());
  auto laptop = site.as("Ada Kern");
  laptop.submit(survey.path() + "/begin");
  laptop.submit(survey.path() + "/answer?part=1", {{"q_ride", "forest"}});
  auto phone = site.as("Ada Kern");
  CHECK(shows(phone.get(survey.path() + "/answer?part=1"), "value=\"forest\" checked"));
  CHECK(location(phone.submit(survey.path() + "/answer?part=2", {{"q_ra1", "6"}})) == survey.path() + "/thanks");
  const auto events = spine::events_after(*site.database().session(), site.community(), 0, 10);
  REQUIRE(events.size() == 1);
  CHECK(events[0].actor == laptop.id());
}

TEST_CASE("one respondent cannot see another's draft") {
  SurveySite site;
  const auto survey = site.open_survey().survey;
  auto visitor = site.visitor();
  visitor.submit(survey.path() + "/begin");
  visitor.submit(survey.path() + "/answer?part=1", {{"q_ride", "forest"}});
  auto other = site.visitor();
  other.submit(survey.path() + "/begin");
  CHECK(!shows(other.get(survey.path() + "/answer?part=1"), "checked"));
}

TEST_CASE("a browser that refuses the cookie is told so") {
  SurveySite site;
  const auto survey = site.open_survey().survey;
  const auto page = site.visitor().get(survey.path() + "/answer?part=1");
  CHECK(location(page) == survey.path() + "?cookie=none");
  CHECK(shows(site.visitor().get(location(page)), "we need one cookie"));
}

TEST_CASE("a survey that closes while somebody answers keeps the draft and says so") {
  SurveySite site;
  const auto whole = site.open_survey();
  const auto& survey = whole.survey;
  auto visitor = site.visitor();
  visitor.submit(survey.path() + "/begin");
  site.close_now(whole);
  const auto late = visitor.submit(survey.path() + "/answer?part=2", {{"q_ra1", "6"}, {"q_wish", "Bells"}});
  CHECK(late.status == 409);
  CHECK(shows(late, "closed while you were answering"));
  CHECK(shows(visitor.get(survey.path() + "/answer?part=2"), "This survey is closed"));
  CHECK(site.now(whole).submitted == 0);
  {
    store::Transaction change{site.database()};
    open(change, site.community(), site.now(whole), whole.questionnaire, {}, site.clock().now_ms() + 1);
    change.commit();
  }
  CHECK(shows(visitor.get(survey.path() + "/answer?part=2"), ">Bells</textarea>"));
}

TEST_CASE("a closing time closes without anybody's doing") {
  SurveySite site;
  const auto survey = site.make({.texts = {.title = "Short", .purpose = "x"},
                                 .questionnaire = small_questionnaire(),
                                 .opened_at_ms = site.clock().now_ms(),
                                 .closes_at_ms = site.clock().now_ms() + 1000})
                          .survey;
  CHECK(shows(site.visitor().get(survey.path()), "Start"));
  site.clock().advance(1000);
  CHECK(shows(site.visitor().get(survey.path()), "This survey is closed"));
  CHECK(location(site.visitor().submit(survey.path() + "/begin")) == survey.path());
}

TEST_CASE("a part that does not exist is not found, and no GET changes anything") {
  SurveySite site;
  const auto whole = site.open_survey();
  auto visitor = site.visitor();
  visitor.get(whole.survey.path());
  CHECK(site.now(whole).started == 0);
  visitor.submit(whole.survey.path() + "/begin");
  for (const auto* part : {"0", "3", "-1", "x", "99999999999999999999"}) {
    CHECK(visitor.get(whole.survey.path() + "/answer?part=" + part).status == 404);
  }
  CHECK(visitor.get("/say/nothing-zzzz").status == 404);
  CHECK(visitor.forge(whole.survey.path() + "/answer?part=2", {{"q_ra1", "6"}}).status == 403);
}

TEST_CASE("texts of staff and respondents are shown as text, never as markup") {
  SurveySite site;
  const std::string evil = "\"><script>alert(1)</script>";
  auto questionnaire = small_questionnaire();
  for (auto& section : questionnaire.sections) {
    section.title = section.introduction = evil;
    for (auto& question : section.questions) {
      question.text = question.hint = question.stem = question.unit = evil;
      for (auto& option : question.options) option.label = evil;
    }
  }
  const auto survey = site.make({.texts = {.title = evil, .purpose = evil, .introduction = evil, .thanks = evil},
                                 .questionnaire = questionnaire,
                                 .opened_at_ms = site.clock().now_ms(),
                                 .outcome = evil})
                          .survey;
  auto visitor = site.visitor();
  std::vector<http::Response> pages{visitor.get("/say"), visitor.get(survey.path())};
  visitor.submit(survey.path() + "/begin");
  pages.push_back(visitor.submit(survey.path() + "/answer?part=1", {{"q_km", evil}}));
  pages.push_back(visitor.submit(survey.path() + "/answer?part=2", {{"q_wish", evil}}));
  pages.push_back(visitor.submit(survey.path() + "/answer?part=2", {{"q_ra1", "1"}}));
  pages.push_back(visitor.get(survey.path() + "/thanks"));
  for (const auto& page : pages) CHECK(!shows(page, "<script>alert"));
  CHECK(shows(pages[2], "&lt;script&gt;"));
}

TEST_CASE("simulated data is marked wherever it shows") {
  SurveySite site;
  const auto survey = site.make({.texts = {.title = "Drawn", .purpose = "x"},
                                 .questionnaire = small_questionnaire(),
                                 .simulated = true,
                                 .opened_at_ms = site.clock().now_ms()});
  auto visitor = site.visitor();
  CHECK(shows(visitor.get("/say"), "Simulated data"));
  CHECK(shows(visitor.get(survey.survey.path()), "Simulated data"));
  visitor.submit(survey.survey.path() + "/begin");
  CHECK(shows(visitor.get(survey.survey.path() + "/answer?part=1"), "Simulated data"));
  site.close_now(survey);
  CHECK(shows(visitor.get(survey.survey.path()), "Simulated data"));
}
