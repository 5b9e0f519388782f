#pragma once

// For the tests of surveys: a site, a small survey in it, and the verbs of those who answer.

#include <memory>
#include <string>
#include <vector>

#include "demand/surveys/survey_import.hpp"
#include "demand/surveys/survey_routes.hpp"
#include "demand/surveys/survey_store.hpp"
#include "support/site.hpp"

namespace rapport::surveys {

inline std::vector<Option> agreement(int points) {
  std::vector<Option> options;
  for (int point = 1; point <= points; ++point) options.push_back({std::to_string(point), ""});
  options.front().label = "strongly disagree";
  options.back().label = "strongly agree";
  return options;
}

/// Two sections: "You" with a single choice (ride: city, forest), a multiple choice (use: work, sport, tours) and a
/// number (km, 0 to 1500); "Us" with two Likert items of the construct rapport (ra1, required, and ra2) and an open
/// question (wish, at most 50 characters).
inline Questionnaire small_questionnaire() {
  const Question ride{.kind = QuestionKind::single,
                      .code = "ride",
                      .text = "Where do you ride?",
                      .options = {{"city", "In the city"}, {"forest", "In the forest"}}};
  const Question use{.kind = QuestionKind::multiple,
                     .code = "use",
                     .text = "What for?",
                     .options = {{"work", "Work"}, {"sport", "Sport"}, {"tours", "Tours"}}};
  const Question km{
      .kind = QuestionKind::number, .code = "km", .text = "How far?", .minimum = 0, .maximum = 1500, .unit = "km"};
  const Question ra1{.code = "ra1",
                     .stem = "Our team",
                     .text = "listens to me",
                     .construct = "rapport",
                     .required = true,
                     .options = agreement(7)};
  const Question ra2{
      .code = "ra2", .stem = "Our team", .text = "knows me", .construct = "rapport", .options = agreement(7)};
  const Question wish{.kind = QuestionKind::text, .code = "wish", .text = "What should we change?", .max_length = 50};
  return {.constructs = {{.code = "rapport", .name = "Rapport"}},
          .sections = {{.title = "You", .questions = {ride, use, km}}, {.title = "Us", .questions = {ra1, ra2, wish}}}};
}

struct SecretHolder {
  std::unique_ptr<members::Secret> secret;  // made once there is a database; outlives the site
};

struct SurveySite : private SecretHolder, test::Site {
  SurveySite()
      : Site([this](http::Router& router, Site& site) {
          secret = std::make_unique<members::Secret>(site.database());
          add_routes(router, {site.database(), site.clock(), site.ids(), site.messages(), *secret, site.live()});
        }) {}

  WholeSurvey make(ImportedSurvey survey) {
    store::Transaction change{database()};
    auto made = import_survey(change, community(), ids(), survey);
    change.commit();
    return made;
  }
  WholeSurvey open_survey(Respondents respondents = Respondents::anonymous) {
    return make({.texts = {.title = "How are we doing?",
                           .purpose = "To see what to work on next",
                           .introduction = "A few *questions*.",
                           .thanks = "We publish the **figures**.",
                           .minutes = 4,
                           .respondents = respondents},
                 .questionnaire = small_questionnaire(),
                 .created_at_ms = clock().now_ms(),
                 .opened_at_ms = clock().now_ms()});
  }
  Survey now(const WholeSurvey& survey) { return find(*database().session(), community(), survey.survey.id).value(); }
  void close_now(const WholeSurvey& survey) {
    store::Transaction change{database()};
    close(change, community(), survey.survey, {}, clock().now_ms());
    change.commit();
  }
};

inline std::string location(const http::Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Location") return value;
  }
  return {};
}

inline bool shows(const http::Response& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}

/// Answers both parts and sends them. @return the answer to the last POST
inline http::Response answer_all(test::Browser& who, const Survey& survey, const test::Fields& you,
                                 const test::Fields& us) {
  who.submit(survey.path() + "/begin");
  who.submit(survey.path() + "/answer?part=1", you);
  return who.submit(survey.path() + "/answer?part=2", us);
}

}  // namespace rapport::surveys
