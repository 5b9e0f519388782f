#include <doctest/doctest.h>

#include "demand/surveys/survey_fixture.hpp"
#include "spine/event.hpp"

using namespace rapport;
using namespace rapport::surveys;

namespace {

const test::Fields kTexts{{"title", "How are we doing?"},
                          {"purpose", "To see what to work on"},
                          {"introduction", ""},
                          {"thanks", "Thank you"},
                          {"minutes", "4"},
                          {"respondents", "anonymous"}};

/// Somebody of marketing who builds a survey through its forms.
struct Desk : SurveySite {
  test::Browser noor = as("Noor Haddad", Role::marketing);
  std::string survey;  // "/desk/surveys/1x9k2f7q"

  Desk() {
    const auto created = location(noor.submit("/desk/surveys/new", kTexts));
    survey = created.substr(0, created.find("/build"));
  }
  SurveyId id() const { return SurveyId{from_base32(survey.substr(survey.rfind('/') + 1)).value()}; }
  Questionnaire questionnaire() { return load_questionnaire(*database().session(), community(), id()); }
  std::string section(std::size_t number = 1) { return to_base32(questionnaire().sections.at(number - 1).id); }
  std::string target(const std::string& code) {
    const auto present = questionnaire();
    for (const auto* question : present.questions()) {
      if (question->code == code) return to_base32(question->id);
    }
    return {};
  }
  std::string codes() {
    std::string text;
    const auto present = questionnaire();
    for (const auto* question : present.questions()) text += question->code + " ";
    return text;
  }
  void add_items() {
    noor.submit(survey + "/construct", {{"code", "rapport"}, {"name", "Rapport"}, {"mode", "reflective"}});
    noor.submit(survey + "/items?section=" + section(), {{"items", "listens to me\nknows me\n(R) forgets me"},
                                                         {"construct", "rapport"},
                                                         {"prefix", "ra"},
                                                         {"scale", "agree5"}});
  }
};

}  // namespace

TEST_CASE("a survey is built, previewed and published with plain forms, and then answered") {
  Desk desk;
  desk.add_items();
  const auto url = desk.survey + "/question?section=" + desk.section() + "&kind=";
  CHECK(desk.noor.get(url + "single").status == 200);
  CHECK(desk.noor.submit(url + "single", {{"code", "ride"}, {"text", "Where?"}, {"options", "city = City\nForest"}})
            .status == 303);
  desk.noor.submit(url + "multiple", {{"code", "use"}, {"text", "What for?"}, {"options", "Work\nSport"}});
  desk.noor.submit(url + "number",
                   {{"code", "km"}, {"text", "How far?"}, {"minimum", "0"}, {"maximum", "99,5"}, {"unit", "km"}});
  desk.noor.submit(url + "text", {{"code", "wish"}, {"text", "Wishes?"}, {"max_length", "500"}});
  desk.noor.submit(
      url + "likert",
      {{"code", "sat"}, {"text", "Satisfied?"}, {"scale", ""}, {"options", "no\n-\nyes"}, {"required", "1"}});
  CHECK(desk.codes() == "ra1 ra2 ra3 ride use km wish sat ");
  const auto built = desk.questionnaire();
  CHECK(built.sections[0].questions[2].reversed);
  CHECK(built.sections[0].questions[0].options.size() == 5);
  CHECK(built.sections[0].questions[5].maximum == 99.5);
  CHECK(built.sections[0].questions[7].options[1].label.empty());

  const auto page = desk.noor.get(desk.survey + "/build");
  CHECK(shows(page, "listens to me"));
  CHECK(shows(page, "ra1, ra2, ra3"));
  const auto preview = desk.noor.get(desk.survey + "/preview");
  CHECK(preview.status == 200);
  CHECK(shows(preview, "strongly agree"));

  const auto published = desk.noor.submit(desk.survey + "/publish");
  CHECK(location(published) == desk.survey + "?done=published");
  auto visitor = desk.visitor();
  CHECK(shows(visitor.get("/say"), "How are we doing?"));
  const auto survey = find(*desk.database().session(), desk.community(), desk.id()).value();
  const auto sent = [&] {
    visitor.submit(survey.path() + "/begin");
    return visitor.submit(survey.path() + "/answer?part=1", {{"q_ra1", "5"}, {"q_sat", "3"}, {"q_km", "12"}});
  }();
  CHECK(location(sent) == survey.path() + "/thanks");
  const auto events = spine::events_after(*desk.database().session(), desk.community(), 0, 10);
  REQUIRE(events.size() == 2);
  CHECK(events[0].kind == "survey.published");
  CHECK(events[0].actor == desk.noor.id());
}

TEST_CASE("questions are edited, moved and removed") {
  Desk desk;
  desk.add_items();
  const auto ra2 = desk.target("ra2");
  CHECK(shows(desk.noor.get(desk.survey + "/question?question=" + ra2), "knows me"));
  desk.noor.submit(desk.survey + "/question?question=" + ra2,
                   {{"code", "ra2"}, {"text", "remembers me"}, {"scale", "agree7"}, {"construct", "rapport"}});
  CHECK(desk.questionnaire().sections[0].questions[1].text == "remembers me");
  CHECK(desk.questionnaire().sections[0].questions[1].options.size() == 7);
  desk.noor.submit(desk.survey + "/edit", {{"do", "question_up"}, {"target", ra2}});
  CHECK(desk.codes() == "ra2 ra1 ra3 ");
  desk.noor.submit(desk.survey + "/edit", {{"do", "question_down"}, {"target", ra2}});
  CHECK(desk.codes() == "ra1 ra2 ra3 ");
  desk.noor.submit(desk.survey + "/edit", {{"do", "remove_question"}, {"target", ra2}});
  CHECK(desk.codes() == "ra1 ra3 ");
  desk.noor.submit(desk.survey + "/edit", {{"do", "remove_question"}, {"target", ra2}});  // pressed twice
  CHECK(desk.codes() == "ra1 ra3 ");
  CHECK(desk.noor.submit(desk.survey + "/edit", {{"do", "explode"}, {"target", ra2}}).status == 404);
}

TEST_CASE("sections and constructs are edited, too") {
  Desk desk;
  desk.add_items();
  desk.noor.submit(desk.survey + "/section", {{"title", "About you"}, {"introduction", "Three questions"}});
  REQUIRE(desk.questionnaire().sections.size() == 2);
  desk.noor.submit(desk.survey + "/edit", {{"do", "section_up"}, {"target", desk.section(2)}});
  CHECK(desk.questionnaire().sections[0].title == "About you");
  desk.noor.submit(desk.survey + "/section?section=" + desk.section(1), {{"title", "You"}});
  CHECK(desk.questionnaire().sections[0].title == "You");
  desk.noor.submit(desk.survey + "/construct?construct=rapport",
                   {{"code", "ra"}, {"name", "R"}, {"mode", "formative"}});
  CHECK(desk.questionnaire().constructs[0].mode == MeasurementMode::formative);
  CHECK(desk.questionnaire().sections[1].questions[0].construct == "ra");
  const auto clash =
      desk.noor.submit(desk.survey + "/construct", {{"code", "ra1"}, {"name", "R"}, {"mode", "formative"}});
  CHECK(clash.status == 422);
  desk.noor.submit(desk.survey + "/edit", {{"do", "remove_construct"}, {"target", "ra"}});
  CHECK(desk.questionnaire().constructs.empty());
  desk.noor.submit(desk.survey + "/edit", {{"do", "remove_section"}, {"target", desk.section(1)}});
  CHECK(desk.questionnaire().sections.size() == 1);
}

TEST_CASE("a form with mistakes comes back filled in") {
  Desk desk;
  desk.add_items();
  auto texts = kTexts;
  texts[0].second = "";
  texts[4].second = "soon";
  const auto page = desk.noor.submit("/desk/surveys/new", texts);
  CHECK(page.status == 422);
  CHECK(shows(page, "To see what to work on"));
  CHECK(shows(page, "value=\"soon\""));
  const auto url = desk.survey + "/question?section=" + desk.section() + "&kind=";
  const auto taken = desk.noor.submit(url + "text", {{"code", "RA1"}, {"text", "Typed"}, {"max_length", "5"}});
  CHECK(taken.status == 422);
  CHECK(shows(taken, "This name is taken"));
  CHECK(shows(taken, "Typed"));
  CHECK(shows(desk.noor.submit(url + "text", {{"code", "1a"}, {"text", "x"}, {"max_length", "5"}}), "a letter first"));
  CHECK(desk.noor.submit(url + "single", {{"code", "a"}, {"text", "x"}, {"options", "one"}}).status == 422);
  CHECK(desk.noor.submit(url + "single", {{"code", "a"}, {"text", "x"}, {"options", "a = x\na = y"}}).status == 422);
  CHECK(desk.noor.submit(url + "number", {{"code", "a"}, {"text", "x"}, {"minimum", "2"}, {"maximum", "1"}}).status ==
        422);
  CHECK(desk.noor.submit(url + "likert", {{"code", "a"}, {"text", "x"}, {"options", "one"}}).status == 422);
  CHECK(desk.noor.submit(url + "riddle", {{"code", "a"}, {"text", "x"}}).status == 404);
  const auto items = desk.noor.submit(desk.survey + "/items?section=" + desk.section(),
                                      {{"items", "ra1 = again"}, {"scale", "agree5"}, {"construct", "rapport"}});
  CHECK(items.status == 422);
  CHECK(shows(items, "ra1 = again"));
  CHECK(desk.codes() == "ra1 ra2 ra3 ");
}

TEST_CASE("an unfinished draft is not published, and the page says why") {
  Desk desk;
  const auto checked = desk.noor.submit(desk.survey + "/publish");
  CHECK(location(checked) == desk.survey + "/build?check=1");
  CHECK(shows(desk.noor.get(location(checked)), "There is no question yet."));
  desk.add_items();
  desk.noor.submit(desk.survey + "/construct", {{"code", "trust"}, {"name", "Trust"}, {"mode", "reflective"}});
  CHECK(
      shows(desk.noor.get(location(desk.noor.submit(desk.survey + "/publish"))), "The construct trust has no items."));
  CHECK(find(*desk.database().session(), desk.community(), desk.id())->state == SurveyState::draft);
}

TEST_CASE("once published, texts and questions are frozen") {
  Desk desk;
  desk.add_items();
  const auto section = desk.section();
  const auto before = desk.questionnaire();
  desk.noor.submit(desk.survey + "/publish");
  CHECK(location(desk.noor.submit(desk.survey + "/publish")) == desk.survey);  // pressed twice
  CHECK(desk.noor.submit(desk.survey + "/texts", kTexts).status == 404);
  CHECK(desk.noor.submit(desk.survey + "/edit", {{"do", "remove_section"}, {"target", section}}).status == 404);
  CHECK(desk.noor.submit(desk.survey + "/section", {{"title", "More"}}).status == 404);
  CHECK(desk.noor.submit(desk.survey + "/items?section=" + section, {{"items", "x"}, {"scale", "agree5"}}).status ==
        404);
  CHECK(desk.noor.submit(desk.survey + "/remove").status == 404);
  CHECK(location(desk.noor.get(desk.survey + "/build")) == desk.survey);
  CHECK(desk.questionnaire() == before);
}

TEST_CASE("a survey is closed, its outcome written, reopened, and copied as a draft") {
  Desk desk;
  desk.add_items();
  desk.noor.submit(desk.survey + "/publish");
  desk.clock().advance(1000);
  CHECK(location(desk.noor.submit(desk.survey + "/close")) == desk.survey + "?done=closed");
  CHECK(location(desk.noor.submit(desk.survey + "/close")) == desk.survey);
  desk.noor.submit(desk.survey + "/outcome", {{"outcome", "We hired **two** mechanics."}});
  const auto survey = find(*desk.database().session(), desk.community(), desk.id()).value();
  CHECK(shows(desk.visitor().get(survey.path()), "We hired <strong>two</strong> mechanics."));
  CHECK(shows(desk.visitor().get("/say"), "What came of it"));
  desk.clock().advance(1000);
  desk.noor.submit(desk.survey + "/reopen");
  CHECK(shows(desk.visitor().get(survey.path()), "Start"));
  const auto copy = location(desk.noor.submit(desk.survey + "/duplicate"));
  CHECK(copy != desk.survey + "/build?done=copied");
  CHECK(shows(desk.noor.get(copy), "Copy of How are we doing?"));
  CHECK(shows(desk.noor.get(copy), "listens to me"));
  const auto draft = copy.substr(0, copy.find("/build"));
  CHECK(location(desk.noor.submit(draft + "/remove")) == "/desk/surveys?done=removed");
  CHECK(desk.noor.get(draft + "/build").status == 404);
  CHECK(desk.noor.get("/desk/surveys").status == 200);
}

TEST_CASE("who may not build surveys finds nothing at the desk") {
  Desk desk;
  desk.add_items();
  auto member = desk.as("Ada Kern");
  auto service = desk.as("Sam Service", Role::service);
  auto visitor = desk.visitor();
  for (const auto* page : {"/build", "/texts", "/section", "/construct", "/preview", "/outcome"}) {
    CHECK(desk.noor.get(desk.survey + page).status == 200);
    CHECK(member.get(desk.survey + page).status == 404);
    CHECK(service.get(desk.survey + page).status == 404);
    CHECK(location(visitor.get(desk.survey + page)).starts_with("/sign-in"));
  }
  for (const auto* action : {"/publish", "/close", "/reopen", "/duplicate", "/remove", "/edit", "/texts", "/outcome",
                             "/section", "/construct", "/question", "/items"}) {
    CHECK(service.submit(desk.survey + action, kTexts).status == 404);
  }
  CHECK(service.submit("/desk/surveys/new", kTexts).status == 404);
  CHECK(member.get("/desk/surveys").status == 404);
  CHECK(service.get("/desk/surveys").status == 200);
  CHECK(!shows(service.get("/desk/surveys"), "How are we doing?"));  // a draft
  CHECK(find(*desk.database().session(), desk.community(), desk.id())->state == SurveyState::draft);
}

TEST_CASE("what staff type is text at the desk, too") {
  Desk desk;
  const std::string evil = "\"><script>alert(1)</script>";
  desk.noor.submit(desk.survey + "/section?section=" + desk.section(), {{"title", evil}, {"introduction", evil}});
  desk.noor.submit(desk.survey + "/construct", {{"code", "c"}, {"name", evil}, {"mode", "reflective"}});
  desk.noor.submit(desk.survey + "/question?kind=single&section=" + desk.section(),
                   {{"code", "a"}, {"text", evil}, {"stem", evil}, {"hint", evil}, {"options", "x = " + evil + "\ny"}});
  for (const auto& page : {desk.survey + "/build?check=1", desk.survey + "/preview", std::string("/desk/surveys"),
                           desk.survey + "/question?question=" + desk.target("a"),
                           desk.survey + "/section?section=" + desk.section() + "&x=%22%3E%3Cscript%3Ealert",
                           desk.survey + "/construct?construct=c"}) {
    const auto shown = desk.noor.get(page);
    CHECK(shown.status == 200);
    CHECK(!shows(shown, "<script>alert"));
  }
}
