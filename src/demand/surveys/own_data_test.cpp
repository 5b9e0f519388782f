#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "demand/surveys/own_data_store.hpp"
#include "demand/surveys/survey_fixture.hpp"

using namespace rapport;
using namespace rapport::surveys;
using nlohmann::json;

TEST_CASE("a member's responses come in the words that were asked and chosen") {
  SurveySite site;
  const auto survey = site.open_survey(Respondents::members).survey;
  auto ada = site.as("Ada Kern");
  answer_all(ada, survey, {{"q_ride", "forest"}, {"q_use", "work"}, {"q_use", "tours"}, {"q_km", "12.5"}},
             {{"q_ra1", "6"}, {"q_wish", "More \"racks\""}});
  auto ben = site.as("Ben Ode");
  ben.submit(survey.path() + "/begin");
  const auto data = [&](const test::Browser& who) {
    return json::parse(http::to_json(responses_of(*site.database().session(), site.community(), who.id())));
  };
  const auto of_ada = data(ada);
  REQUIRE(of_ada.size() == 1);
  CHECK(of_ada[0]["survey"] == "How are we doing?");
  CHECK(of_ada[0]["sent_at"].is_string());
  CHECK(of_ada[0]["answers"] == json::parse(R"([
    {"question": "Where do you ride?", "answer": "In the forest"},
    {"question": "What for?", "answer": ["Work", "Tours"]},
    {"question": "How far?", "answer": 12.5},
    {"question": "Our team listens to me", "answer": 6},
    {"question": "What should we change?", "answer": "More \"racks\""}])"));
  const auto of_ben = data(ben);
  REQUIRE(of_ben.size() == 1);
  CHECK(of_ben[0]["sent_at"].is_null());
  CHECK(of_ben[0]["answers"].empty());
}

TEST_CASE("of an anonymous survey only taking part is kept with a member") {
  SurveySite site;
  const auto survey = site.open_survey().survey;
  auto ada = site.as("Ada Kern");
  answer_all(ada, survey, {}, {{"q_ra1", "6"}, {"q_wish", "More racks"}});
  auto session = site.database().session();
  CHECK(http::to_json(responses_of(session, site.community(), ada.id())) == "[]");
  CHECK(http::to_json(anonymous_surveys_of(session, site.community(), ada.id())) == R"(["How are we doing?"])");
  CHECK(http::to_json(anonymous_surveys_of(session, site.community(), site.as("Ben Ode").id())) == "[]");
}
