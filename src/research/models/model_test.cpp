#include <doctest/doctest.h>

#include "research/lab_fixture.hpp"

using namespace rapport;
using namespace rapport::research::testing;

namespace {

test::Fields form(const std::string& action, const std::string& model, const std::string& draws = "0",
                  const std::string& seed = "1") {
  return {{"action", action}, {"model", model}, {"scheme", "path"}, {"draws", draws}, {"seed", seed}, {"name", "Mine"}};
}

const std::string kModel = "EXP =~ EXP_a + EXP_b + EXP_c\nORE =~ ORE_a + ORE_b\nORE ~ EXP\n";

}  // namespace

TEST_CASE("the page opens with the questionnaire's constructs, drawn") {
  LabSite lab;
  const auto page = lab.rita.get(LabSite::address(kSurvey, "/model"));
  REQUIRE(page.status == 200);
  CHECK(contains(page, "EXP =~ EXP_a"));
  CHECK(contains(page, "<svg"));
  CHECK(contains(page, "What our customers ask for"));  // the instrument beside the text
}

TEST_CASE("the drawing follows the text, as a fragment") {
  LabSite lab;
  const auto drawing = lab.rita.submit(LabSite::address(kSurvey, "/drawing"), {{"model", kModel}});
  CHECK(drawing.status == 200);
  CHECK(contains(drawing, "<svg"));
  CHECK(!contains(drawing, "<html"));
  CHECK(contains(drawing, "simulated data"));
}

TEST_CASE("a model that cannot be read gives line, column and caret") {
  LabSite lab;
  const std::string text = "EXP =~ EXP_a + EXP_b\nORE =~ ORE_a +\n+ ORE ~ EXP";
  for (const auto& answer : {lab.rita.submit(LabSite::address(kSurvey, "/drawing"), {{"model", text}}),
                             lab.rita.submit(LabSite::address(kSurvey, "/model"), form("draw", text)),
                             lab.rita.submit(LabSite::address(kSurvey, "/model"), form("estimate", text))}) {
    CHECK(answer.status == 422);
    CHECK(contains(answer, "line 3, column 1:"));
    CHECK(contains(answer, "^"));
  }
  CHECK(contains(lab.rita.submit(LabSite::address(kSurvey, "/model"), form("draw", text)), "ORE =~ ORE_a +\n"));
}

TEST_CASE("an unknown variable is named with the nearest that exists") {
  LabSite lab;
  const auto answer = lab.rita.submit(LabSite::address(kSurvey, "/model"),
                                      form("estimate", "EXP =~ EXP_a + EXPb\nORE =~ ORE_a\nORE ~ EXP"));
  CHECK(answer.status == 422);
  CHECK(contains(answer, "EXPb"));
  CHECK(contains(answer, "EXP_b"));
  CHECK(contains(answer, "line 1, column 16:"));
}

TEST_CASE("hostile model text stays text") {
  LabSite lab;
  const std::vector<std::string> texts{kAttack, "c =~ q1 + " + kAttack, "`<svg onload=alert(1)>` =~ q1",
                                       std::string("\0\x01\xff", 3)};
  for (const std::string& text : texts) {
    const auto drawing = lab.rita.submit(LabSite::address(kHostile, "/drawing"), {{"model", text}});
    CHECK(drawing.status == 422);
    CHECK(is_harmless(drawing));
    CHECK(!contains(drawing, "<svg onload"));
    const auto page = lab.rita.submit(LabSite::address(kHostile, "/model"), form("draw", text));
    CHECK(page.status == 422);
    CHECK(is_harmless(page));
    CHECK(!contains(page, "<svg onload"));
  }
}

TEST_CASE("a text that no person writes is refused, not drawn") {
  LabSite lab;
  const auto drawing =
      lab.rita.submit(LabSite::address(kSurvey, "/drawing"), {{"model", "x =~ " + std::string(70'000, 'a')}});
  CHECK(drawing.status == 422);
  CHECK(drawing.body.size() < 10'000);
}

TEST_CASE("options outside their bounds come back with a message") {
  LabSite lab;
  CHECK(lab.rita.submit(LabSite::address(kSurvey, "/model"), form("estimate", kModel, "10001")).status == 422);
  CHECK(lab.rita.submit(LabSite::address(kSurvey, "/model"), form("estimate", kModel, "many")).status == 422);
  CHECK(lab.rita.submit(LabSite::address(kSurvey, "/model"), form("estimate", kModel, "10", "-1")).status == 422);
  const auto without_paths = lab.rita.submit(LabSite::address(kSurvey, "/model"), form("estimate", "EXP =~ EXP_a"));
  CHECK(without_paths.status == 422);
  CHECK(contains(without_paths, "There is no path to estimate"));
}

TEST_CASE("a model is kept under a name, and opened again by everyone in the laboratory") {
  LabSite lab;
  const auto kept = lab.rita.submit(LabSite::address(kSurvey, "/model"), form("keep", kModel));
  REQUIRE(kept.status == 303);
  auto other = lab.site.as("Otto Other", Role::researcher);
  const auto page = other.get(location(kept));
  CHECK(contains(page, "ORE ~ EXP"));
  CHECK(contains(page, "Rita Search"));
  CHECK(contains(other.get(LabSite::address(kSurvey, "/model")), "ORE ~ EXP"));
  CHECK(!contains(other.get(LabSite::address(kSurvey, "/model?model=questionnaire")), "ORE ~ EXP"));
  const auto mark = location(kept).find('?');
  CHECK(other.get(LabSite::address(kHostile, "/model" + location(kept).substr(mark))).status == 404);
  auto nameless = form("keep", kModel);
  nameless.back().second = "";
  CHECK(lab.rita.submit(LabSite::address(kSurvey, "/model"), nameless).status == 422);
}

TEST_CASE("a form without its token changes nothing") {
  LabSite lab;
  CHECK(lab.rita.forge(LabSite::address(kSurvey, "/model"), form("keep", kModel)).status == 403);
  CHECK(!contains(lab.rita.get(LabSite::address(kSurvey, "/model")), "ORE ~ EXP"));
}
