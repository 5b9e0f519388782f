#include <doctest/doctest.h>

#include <cmath>

#include "demand/surveys/survey_data.hpp"
#include "demand/surveys/survey_export.hpp"
#include "demand/surveys/survey_fixture.hpp"
#include "members/consent/research_consent.hpp"

using namespace rapport;
using namespace rapport::surveys;

namespace {

/// The cells of RFC 4180 text, as a reader of CSV files sees them.
std::vector<std::vector<std::string>> parse(const std::string& csv) {
  std::vector<std::vector<std::string>> rows{{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    auto& cell = rows.back().back();
    if (quoted && csv[i] == '"' && i + 1 < csv.size() && csv[i + 1] == '"') {
      cell += csv[++i];
    } else if (csv[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && csv[i] == ',') {
      rows.back().emplace_back();
    } else if (!quoted && csv.compare(i, 2, "\r\n") == 0) {
      rows.push_back({""});
      ++i;
    } else {
      cell += csv[i];
    }
  }
  rows.pop_back();
  return rows;
}

std::string csv_of(SurveySite& site, const WholeSurvey& survey) {
  const members::Secret secret{site.database()};
  return answers_csv(*site.database().session(), site.community(), site.now(survey), survey.questionnaire, secret);
}

void import(SurveySite& site, const WholeSurvey& survey, const std::vector<ImportedResponse>& responses) {
  store::Transaction change{site.database()};
  import_responses(change, site.community(), site.ids(), survey, responses);
  change.commit();
}

}  // namespace

TEST_CASE("an export has one row per response and one column per question or option") {
  SurveySite site;
  const auto survey = site.open_survey();
  auto ada = site.visitor();
  answer_all(ada, survey.survey, {{"q_ride", "forest"}, {"q_use", "work"}, {"q_use", "tours"}, {"q_km", "12.5"}},
             {{"q_ra1", "6"}, {"q_ra2", "7"}, {"q_wish", "More \"bells\", please\nand lights 日本"}});
  site.clock().advance(60'000);
  auto ben = site.visitor();
  ben.submit(survey.survey.path() + "/begin");
  site.clock().advance(90'500);
  ben.submit(survey.survey.path() + "/answer?part=2", {{"q_ra1", "1"}});
  auto unfinished = site.visitor();
  unfinished.submit(survey.survey.path() + "/begin");
  unfinished.submit(survey.survey.path() + "/answer?part=1", {{"q_ride", "city"}});
  const auto rows = parse(csv_of(site, survey));
  using Row = std::vector<std::string>;
  REQUIRE(rows.size() == 3);
  CHECK(rows[0] == Row{"respondent", "sent_on", "seconds", "ride", "use_work", "use_sport", "use_tours", "km", "ra1",
                       "ra2", "wish"});
  CHECK(rows[1] == Row{"1", "2026-11-21", "0", "forest", "1", "0", "1", "12.5", "6", "7",
                       "More \"bells\", please\nand lights 日本"});
  CHECK(rows[2] == Row{"2", "2026-11-21", "90", "", "", "", "", "", "1", "", ""});
}

TEST_CASE("an open answer cannot become a formula in a spreadsheet") {
  for (const auto* evil : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"}) {
    CHECK(parse(csv_text_cell(evil) + "\r\n")[0][0] == "'" + std::string(evil));
  }
  CHECK(csv_text_cell("1+1=2") == "1+1=2");
  CHECK(csv_text_cell("") == "");
  CHECK(csv_cell("-5") == "-5");  // a number stays one
  SurveySite site;
  const auto survey = site.open_survey();
  auto mallory = site.visitor();
  answer_all(mallory, survey.survey, {}, {{"q_ra1", "1"}, {"q_wish", "=HYPERLINK(\"http://evil\",\"a\")"}});
  CHECK(parse(csv_of(site, survey))[1].back() == "'=HYPERLINK(\"http://evil\",\"a\")");
}

TEST_CASE("simulated answers say so in every row") {
  SurveySite site;
  const auto survey = site.make({.texts = {.title = "Drawn", .purpose = "x"},
                                 .questionnaire = small_questionnaire(),
                                 .simulated = true,
                                 .opened_at_ms = site.clock().now_ms()});
  import(site, survey, {{.answers = {{"ra1", {.number = 3}}}, .started_at_ms = 0, .submitted_at_ms = 5000}});
  const auto rows = parse(csv_of(site, survey));
  CHECK(rows[0][3] == "simulated");
  CHECK(rows[1][3] == "1");
}

TEST_CASE("only members who consented to research carry a pseudonym, the same in each export") {
  SurveySite site;
  const auto survey = site.open_survey(Respondents::members);
  for (const auto* name : {"Ada Kern", "Ben Ode"}) {
    auto member = site.as(name);
    answer_all(member, survey.survey, {}, {{"q_ra1", "4"}});
    site.clock().advance(1000);
  }
  {
    store::Transaction change{site.database()};
    members::record_consent(change, site.community(), site.as("Ada Kern").id(), true, "words", site.clock().now_ms());
    change.commit();
  }
  const auto csv = csv_of(site, survey);
  const auto rows = parse(csv);
  CHECK(rows[0][3] == "pseudonym");
  CHECK(rows[1][3].size() == 16);
  CHECK(rows[2][3].empty());
  CHECK(csv == csv_of(site, survey));
  CHECK(csv.find(std::to_string(site.as("Ada Kern").id().value)) == std::string::npos);
}

TEST_CASE("the codebook says what each column means") {
  auto questionnaire = small_questionnaire();
  questionnaire.sections[1].questions[1].reversed = true;
  questionnaire.sections[0].questions[0].text = "=cmd()";
  const Survey survey{.texts = {.title = "T"}};
  const auto rows = parse(codebook_csv(survey, questionnaire));
  CHECK(rows[4][0] == "ride");
  CHECK(rows[4][1] == "'=cmd()");
  CHECK(rows[4][7] == "city = In the city; forest = In the forest");
  CHECK(rows[5][0] == "use_work");
  CHECK(rows[5][1] == "What for? Work");
  CHECK(rows[9][0] == "ra1");
  CHECK(rows[9][1] == "Our team listens to me");
  CHECK(rows[9][3] == "rapport");
  CHECK(rows[9][4] == "reflective");
  CHECK(rows[10][5] == "1");
  const auto json = http::to_json(codebook(survey, questionnaire));
  CHECK(json.find("\"model\":\"rapport =~ ra1 + ra2\\n\"") != std::string::npos);
}

TEST_CASE("the laboratory gets the answers as numbers, with reversed items turned round") {
  SurveySite site;
  auto questionnaire = small_questionnaire();
  questionnaire.sections[1].questions[1].reversed = true;
  const auto survey = site.make({.texts = {.title = "For the lab", .purpose = "x"},
                                 .questionnaire = questionnaire,
                                 .opened_at_ms = site.clock().now_ms()});
  import(site, survey,
         {{.answers =
               {{"ride", {.number = 2}}, {"use", {.ticked = {1, 3}}}, {"ra1", {.number = 6}}, {"ra2", {.number = 2}}}},
          {.answers = {{"km", {.number = 12.5}}, {"wish", {.text = "bells"}}}}});
  const auto source = answers_source(site.database(), site.clock());
  const auto researcher = site.as("Ria", Role::researcher).reader();
  const auto sets = source.list(researcher);
  REQUIRE(sets.size() == 1);
  CHECK(sets[0].respondents == 2);
  CHECK(sets[0].collecting);
  const auto table = source.read(researcher, sets[0].id).value();
  CHECK(source.has(researcher, sets[0].id));
  std::string names;
  for (const auto& variable : table.variables) names += variable.name + " ";
  CHECK(names == "ride use_work use_sport use_tours km ra1 ra2 ");
  const auto values = [&](std::size_t variable) { return table.variables[variable].values; };
  CHECK(values(0)[0] == 2);
  CHECK(std::isnan(values(0)[1]));
  CHECK(values(2)[0] == 0);
  CHECK(std::isnan(values(2)[1]));
  CHECK(values(3)[0] == 1);
  CHECK(values(4)[1] == 12.5);
  CHECK(values(5)[0] == 6);
  CHECK(values(6)[0] == 6);  // 2 of 7, turned round
  CHECK(table.variables[6].value_labels.front().label == "strongly agree");
  REQUIRE(table.constructs.size() == 1);
  CHECK(table.constructs[0].items == std::vector<std::string>{"ra1", "ra2"});
}

TEST_CASE("the laboratory shows nothing to who may not use it, and no drafts or empty surveys") {
  SurveySite site;
  const auto survey = site.open_survey();
  const auto source = answers_source(site.database(), site.clock());
  const auto researcher = site.as("Ria", Role::researcher).reader();
  CHECK(source.list(researcher).empty());
  CHECK(!source.read(researcher, survey.survey.id.value));
  CHECK(!source.has(researcher, survey.survey.id.value));
  import(site, survey, {{.answers = {{"ra1", {.number = 6}}}}});
  CHECK(source.list(researcher).size() == 1);
  const auto member = site.as("Ada Kern").reader();
  CHECK(source.list(member).empty());
  CHECK(!source.read(member, survey.survey.id.value));
  CHECK(!source.has(member, survey.survey.id.value));
  CHECK(!source.read(researcher, 12345));
  CHECK(!source.has(researcher, 12345));
}

TEST_CASE("an import refuses answers that a question cannot have") {
  SurveySite site;
  const auto survey = site.open_survey();
  const auto refused = [&](const std::string& code, const Answer& answer) {
    CHECK_THROWS_AS(import(site, survey, {{.answers = {{code, answer}}}}), BadInput);
  };
  refused("nothing", {.number = 1});
  refused("ra1", {.number = 8});
  refused("ra1", {.number = 1.5});
  refused("ra1", {.text = "six"});
  refused("use", {.ticked = {4}});
  refused("km", {.number = std::nan("")});
  CHECK(site.now(survey).submitted == 0);
  CHECK_THROWS_AS(site.make({.texts = {.title = "Bad", .purpose = "x"}, .opened_at_ms = 1}), BadInput);
}
