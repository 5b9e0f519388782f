#include <doctest/doctest.h>

#include "demand/surveys/questionnaire_edit.hpp"
#include "demand/surveys/survey_fixture.hpp"

using namespace rapport;
using namespace rapport::surveys;

namespace {

Questionnaire numbered() {
  std::int64_t id = 0;
  return with_new_ids(small_questionnaire(), [&] { return ++id; });  // sections 1 and 5; questions 2 3 4, 6 7 8
}

std::string codes(const Questionnaire& questionnaire) {
  std::string text;
  for (const auto& section : questionnaire.sections) {
    text += "|";
    for (const auto& question : section.questions) text += " " + question.code;
  }
  return text;
}

std::vector<Fault> kinds(const Questionnaire& questionnaire) {
  std::vector<Fault> found;
  for (const auto& fault : faults_of(questionnaire)) found.push_back(fault.fault);
  return found;
}

}  // namespace

TEST_CASE("a question moves within its section and on into the next") {
  auto questionnaire = numbered();
  CHECK(codes(questionnaire) == "| ride use km| ra1 ra2 wish");
  CHECK(move(questionnaire, QuestionId{4}, Direction::up));
  CHECK(codes(questionnaire) == "| ride km use| ra1 ra2 wish");
  CHECK(move(questionnaire, QuestionId{3}, Direction::down));
  CHECK(codes(questionnaire) == "| ride km| use ra1 ra2 wish");
  CHECK(move(questionnaire, QuestionId{3}, Direction::up));
  CHECK(codes(questionnaire) == "| ride km use| ra1 ra2 wish");
  CHECK(!move(questionnaire, QuestionId{2}, Direction::up));
  CHECK(!move(questionnaire, QuestionId{8}, Direction::down));
  CHECK(!move(questionnaire, QuestionId{99}, Direction::up));
}

TEST_CASE("sections move and go with their questions") {
  auto questionnaire = numbered();
  CHECK(move(questionnaire, SectionId{5}, Direction::up));
  CHECK(codes(questionnaire) == "| ra1 ra2 wish| ride use km");
  CHECK(!move(questionnaire, SectionId{5}, Direction::up));
  CHECK(remove(questionnaire, SectionId{5}));
  CHECK(codes(questionnaire) == "| ride use km");
  CHECK(remove(questionnaire, QuestionId{3}));
  CHECK(codes(questionnaire) == "| ride km");
}

TEST_CASE("renaming a construct renames it at its items, removing it leaves them") {
  auto questionnaire = numbered();
  CHECK(put_construct(questionnaire, "rapport", {.code = "ra", .name = "Rapport"}));
  CHECK(questionnaire.sections[1].questions[0].construct == "ra");
  CHECK(faults_of(questionnaire).empty());
  CHECK(remove_construct(questionnaire, "ra"));
  CHECK(questionnaire.sections[1].questions[0].construct.empty());
}

TEST_CASE("pasted lines become items with the next free codes") {
  const auto items = items_from(numbered(), "knows me well\n\n  remembers me \n own = (R) forgets me\n", "ra",
                                {.stem = "Our team", .construct = "rapport", .options = agreement(5)});
  REQUIRE(items.size() == 3);
  CHECK(items[0].code == "ra3");
  CHECK(items[0].text == "knows me well");
  CHECK(items[1].code == "ra4");
  CHECK(items[2].code == "own");
  CHECK(items[2].text == "forgets me");
  CHECK(items[2].reversed);
  CHECK(items[2].construct == "rapport");
}

TEST_CASE("options are written one a line and read back the same") {
  const auto options = options_from("work = To work\nFor sport\n-\n");
  CHECK(options == std::vector<Option>{{"work", "To work"}, {"2", "For sport"}, {"3", ""}});
  CHECK(options_from(options_text(options)) == options);
  CHECK(options_from("a = b = c").front() == Option{"a", "b = c"});
  CHECK(options_from("Is x = y?").front() == Option{"1", "Is x = y?"});
}

TEST_CASE("a good questionnaire has no fault") {
  CHECK(faults_of(small_questionnaire()).empty());
}

TEST_CASE("what stands in the way of opening is named") {
  CHECK(kinds({}) == std::vector{Fault::no_question});
  auto questionnaire = small_questionnaire();
  const auto ride = [&]() -> Question& { return questionnaire.sections[0].questions[0]; };
  const auto only = [&](Fault fault) {
    const auto found = kinds(questionnaire);
    CHECK(found == std::vector{fault});
    questionnaire = small_questionnaire();
  };
  ride().code = "2nd";
  only(Fault::code_unusable);
  ride().code = "Seconds";
  only(Fault::code_reserved);
  ride().code = "use_work";  // the column of an option
  only(Fault::code_twice);
  ride().code = "USE";
  only(Fault::code_twice);
  ride().code = "Rapport";
  only(Fault::construct_named_as_question);
  ride().text.clear();
  only(Fault::text_missing);
  ride().options.pop_back();
  only(Fault::too_few_options);
  ride().options[1].code = "CITY";
  only(Fault::option_code_twice);
  ride().options[1].code = "a b";
  only(Fault::option_code_unusable);
  ride().options[1].label.clear();
  only(Fault::option_label_missing);
  ride().construct = "rapport";
  only(Fault::construct_not_numeric);
  questionnaire.sections[0].questions[2].construct = "trust";
  only(Fault::construct_unknown);
  questionnaire.constructs.push_back({.code = "trust", .name = "Trust"});
  only(Fault::construct_without_items);
  questionnaire.sections.push_back({.title = "Empty"});
  only(Fault::section_without_question);
  questionnaire.sections[0].questions[2].maximum = -1;
  only(Fault::bounds_crossed);
}

TEST_CASE("a questionnaire is saved as a whole and read back the same") {
  SurveySite site;
  auto expected = small_questionnaire();
  expected.sections[0].questions[0].hint = "hint 日本";
  expected.sections[1].questions[1].reversed = true;
  expected.sections[1].introduction = "About us";
  expected.constructs[0].mode = MeasurementMode::formative;
  const auto made = site.make({.texts = {.title = "Saved", .purpose = "x"}, .questionnaire = expected});
  CHECK(load_questionnaire(*site.database().session(), site.community(), made.survey.id) == made.questionnaire);
  auto edited = made.questionnaire;
  CHECK(move(edited, edited.sections[0].questions[0].id, Direction::down));
  CHECK(remove(edited, edited.sections[0].questions[2].id));
  store::Transaction change{site.database()};
  save_questionnaire(change, site.community(), made.survey.id, edited);
  change.commit();
  CHECK(load_questionnaire(*site.database().session(), site.community(), made.survey.id) == edited);
}
