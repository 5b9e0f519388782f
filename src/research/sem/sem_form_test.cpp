#include <doctest/doctest.h>

#include <algorithm>

#include "research/sem/sem_fixture.hpp"
#include "research/sem/sem_settings.hpp"
#include "stats/report/sem_json.hpp"

using namespace rapport;
using namespace rapport::research::testing;

TEST_CASE("the page opens with the questionnaire's constructs, drawn, and explains every setting") {
  LabSite lab;
  const auto bare = location(lab.rita.upload("/lab/data", {{"title", "Mine"}}, {csv_file(four_items())}));
  CHECK(contains(lab.rita.get(bare + "/sem"), "its drawing stands here"));
  const auto page = lab.rita.get(LabSite::address(kSurvey, "/sem"));
  CHECK(page.status == 200);
  CHECK(contains(page, "=~"));
  CHECK(contains(page, "class=\"path-diagram\""));
  CHECK(contains(page, "MLR is a safe choice"));
  CHECK(contains(page, "aria-current=\"page\""));
}

TEST_CASE("the drawing follows the text, and says what is wrong with it where") {
  LabSite lab;
  const auto drawn = lab.rita.submit(LabSite::address(kSurvey, "/sem-drawing"), wanted(kModel));
  CHECK(drawn.status == 200);
  CHECK(contains(drawn, "<svg"));
  const auto wrong = lab.rita.submit(LabSite::address(kSurvey, "/sem-drawing"), wanted("EXP =~ EXP_a + EXP_z"));
  CHECK(wrong.status == 422);
  CHECK(contains(wrong, "line 1, column 16"));
}

TEST_CASE("a form with mistakes comes back filled in, with words beside its fields") {
  LabSite lab;
  const std::string address = LabSite::address(kSurvey, "/sem");
  const auto item = lab.rita.submit(address, wanted(kModel, {{"ordered", "EXP_a, EXP_bb"}}));
  CHECK(item.status == 422);
  CHECK(contains(item, "role=\"alert\" tabindex=\"-1\" autofocus"));
  CHECK(contains(item, "no variable EXP_bb. Did you mean EXP_b?"));
  CHECK(contains(item, "EXP_a, EXP_bb"));
  CHECK(contains(lab.rita.submit(address, wanted(kModel, {{"hypotheses", "H1 EXP"}})), "hypotheses-error"));
  CHECK(contains(lab.rita.submit(address, wanted(kModel, {{"partial", "EXP_a ~ 1, EXP"}})), "“EXP” is no parameter"));
  CHECK(lab.rita.submit(address, wanted(kModel, {{"draws", "1"}})).status == 422);
  CHECK(lab.rita.submit(address, wanted(kModel, {{"action", "invariance"}})).status == 422);
  CHECK(lab.rita.submit(address, wanted("", {})).status == 422);
}

TEST_CASE("what would have no effect, or is not there, is refused beside its field and not kept") {
  LabSite lab;
  const auto set = location(lab.rita.upload("/lab/data", {{"title", "Mine"}}, {csv_file(four_items())}));
  const auto answer = [&](const test::Fields& more, const std::string& model = "f =~ L*a + b + c + d") {
    auto fields = wanted(model);
    for (const auto& [name, value] : more) {
      const auto known =
          std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
      if (known == fields.end()) {
        fields.emplace_back(name, value);
      } else {
        known->second = value;
      }
    }
    return lab.rita.submit(set + "/sem", fields);
  };
  const auto is_refused = [&](const test::Fields& more, const std::string& field, const std::string& words) {
    CAPTURE(field);
    CAPTURE(words);
    const auto page = answer(more);
    CHECK(page.status == 422);
    const auto error = page.body.find("id=\"" + field + "-error\"");
    REQUIRE(error != std::string::npos);
    CHECK(page.body.substr(error, 400).find(words) != std::string::npos);
  };
  const std::string groups = "over two or more groups only";
  is_refused({{"equal", "loadings"}}, "sem-equal", groups);
  is_refused({{"also_equal", "means"}}, "sem-also_equal", groups);
  is_refused({{"partial", "b ~ 1"}}, "sem-partial", groups);
  is_refused({{"group", "g"}, {"group_labels", "odd"}, {"equal", "loadings"}}, "sem-equal", groups);
  is_refused({{"group", "g"}, {"partial", "b ~ 1"}}, "sem-partial", "Nothing is set equal");
  is_refused({{"group", "g"}, {"equal", "loadings"}, {"partial", "f =~ x"}}, "sem-partial",
             "no parameter of the model");
  is_refused({{"group_labels", "odd"}}, "sem-group_labels", "Choose the variable");
  is_refused({{"group", "g"}, {"group_labels", "odd, eve"}}, "sem-group_labels", "There are: even, odd");
  is_refused({{"parameterization", "theta"}}, "sem-parameterization", "ordinal items only");
  is_refused({{"ordered", "g"}}, "sem-ordered", "None of these");
  is_refused({{"test", "bollen.stine"}}, "sem-draws", "1,000 or more");
  is_refused({{"draws", "100"}, {"se", "standard"}}, "sem-draws", "no effect");
  is_refused({{"interval", "bca"}}, "sem-interval", "only with bootstrap draws");
  is_refused({{"draws", "100"}, {"test", "bollen.stine"}, {"missing", "fiml"}}, "sem-test", "complete answers");
  is_refused({{"ordered", "a"}, {"estimator", "ML"}}, "sem-estimator", "least-squares");
  is_refused({{"conditional_x", "no"}}, "sem-conditional_x", "ordinal items only");
  is_refused({{"level", "0.5"}}, "sem-level", "");
  is_refused({{"iterations", "many"}}, "sem-iterations", "number");
  is_refused({{"iterations", "0"}}, "sem-iterations", "1");
  is_refused({{"wald", "L == M"}}, "sem-wald", "M");
  is_refused({{"wald", "L < 1"}}, "sem-wald", "an equality of labels");
  is_refused({{"wald", "L == 1"}, {"se", "none"}}, "sem-wald", "needs standard errors");
  is_refused({{"hypotheses", "H1: f -> x > 0"}}, "hypotheses", "no variable x");
  is_refused({{"hypotheses", "H1: M > 0"}}, "hypotheses", "neither a label");
  is_refused({{"group", "g"}, {"hypotheses", "H1: f -> b > 0"}}, "hypotheses", "each group has its own value");
  CHECK(answer({{"draws", "100"}, {"test", "bollen.stine"}}).status == 303);
  CHECK(answer({{"ordered", "a"}, {"parameterization", "theta"}}).status == 303);
  CHECK(answer({{"hypotheses", "H1: f -> b > 0"}}).status == 303);
  CHECK(answer({{"group", "g"}, {"equal", "loadings"}, {"ordered", "all"}, {"partial", "b | t1"}}).status == 303);

  const auto ladder = answer({{"action", "invariance"},
                              {"group", "g"},
                              {"equal", "loadings"},
                              {"draws", "100"},
                              {"hypotheses", "H1: f -> b > 0"}});
  REQUIRE(ladder.status == 303);
  const auto page = lab.rita.get(location(ladder));
  CHECK(contains(page, "Test of invariance"));
  for (const char* unused : {"draws", "Loadings", "H1"}) CHECK_MESSAGE(!contains(page, unused), unused);
}

TEST_CASE("more settings: closed until one is changed, in the words of the field, and in the numbers") {
  LabSite lab;
  const auto page = lab.rita.get(LabSite::address(kSurvey, "/sem"));
  CHECK(contains(page, "<details><summary>More settings"));
  CHECK(contains(page, "name=\"information\""));
  test::Fields fields = wanted(kModel);
  fields.insert(fields.end(), {{"se", "robust.sem"},
                               {"test", "scaled.shifted"},
                               {"latents", "orthogonal"},
                               {"likelihood", "normal"},
                               {"scores", "yes"},
                               {"also_equal", ""}});
  const auto asked = lab.rita.submit(LabSite::address(kSurvey, "/sem"), fields);
  REQUIRE(asked.status == 303);
  lab.run_until_ended(location(asked));
  const auto result = stats::read_sem_json(lab.rita.get(location(asked) + "/download?format=json").body);
  CHECK(result.se_type == "robust.sem");
  CHECK(result.tests.back().test == "scaled.shifted");
  CHECK(result.df == 9);  // 8, and a covariance that is not there
  const auto shown = lab.rita.get(location(asked));
  CHECK(contains(shown, "Standard errors: Robust (sandwich)"));
  CHECK(contains(shown, "format=scores"));
  const auto scores = lab.rita.get(location(asked) + "/download?format=scores");
  CHECK(scores.status == 200);
  CHECK(scores.body.starts_with("row,"));
  CHECK(std::count(scores.body.begin(), scores.body.end(), '\n') == 120);  // a head and 119 respondents
  const auto again = lab.rita.get(LabSite::address(kSurvey, "/sem"));
  CHECK(contains(again, "<details open><summary>More settings"));
  CHECK(contains(again, "value=\"robust.sem\" selected"));

  fields.back().second = "loadingz";
  const auto wrong = lab.rita.submit(LabSite::address(kSurvey, "/sem"), fields);
  CHECK(wrong.status == 422);
  CHECK(contains(wrong, "loadings"));
  fields.back().second = "";
  for (auto& [name, value] : fields)
    if (name == "se") value = "sturdy";
  CHECK(lab.rita.submit(LabSite::address(kSurvey, "/sem"), fields).status == 422);
  const auto plain = estimated(lab, kModel);
  CHECK(lab.rita.get(plain + "/download?format=scores").status == 404);
}

TEST_CASE(
    "a Wald test, a confidence level, a limit of iterations and items modelled with covariates reach the numbers") {
  LabSite lab;
  const auto set = location(lab.rita.upload("/lab/data", {{"title", "Mine"}}, {csv_file(four_items())}));
  const auto result_of = [&](test::Fields more, const std::string& model) {
    more.insert(more.end(), {{"action", "estimate"},
                             {"model", model},
                             {"function", "sem"},
                             {"estimator", "auto"},
                             {"missing", "listwise"},
                             {"scale", "marker"},
                             {"group", ""},
                             {"equal", "none"},
                             {"bounds", "none"},
                             {"draws", "0"},
                             {"seed", "1"}});
    const auto asked = lab.rita.submit(set + "/sem", more);
    REQUIRE(asked.status == 303);
    lab.run_until_ended(location(asked));
    return stats::read_sem_json(lab.rita.get(location(asked) + "/download?format=json").body);
  };
  const std::string model = "f =~ a + K*b + L*c + d";
  const auto usual = result_of({}, model);
  const auto asked = result_of({{"wald", "K == L"}, {"level", "0.90"}, {"iterations", "500"}}, model);
  REQUIRE(asked.constraint_tests.size() == 1);
  CHECK(asked.constraint_tests.front().method == "Wald");
  CHECK(asked.constraint_tests.front().df == 1);
  CHECK(asked.parameters[1].ci_lower > usual.parameters[1].ci_lower);
  CHECK(asked.level == 0.9);
  const std::string ordinal = "f =~ a + b + c\nf ~ d";
  const auto given = result_of({{"ordered", "a, b, c"}}, ordinal);
  const auto together = result_of({{"ordered", "a, b, c"}, {"conditional_x", "no"}}, ordinal);
  const auto threshold = [](const stats::sem::SemResult& result) {
    return std::find_if(result.parameters.begin(), result.parameters.end(),
                        [](const auto& row) { return row.op == "|"; })
        ->est;
  };
  CHECK(threshold(given) != doctest::Approx(threshold(together)).epsilon(1e-4));
}

TEST_CASE("every word of the settings is one that the estimation knows, and has a name for people") {
  LabSite lab;
  const std::string page = lab.rita.get(LabSite::address(kSurvey, "/sem")).body;
  for (std::size_t select = page.find("<select id=\"sem-"); select != std::string::npos;
       select = page.find("<select id=\"sem-", select + 1)) {
    const std::string part = page.substr(select, page.find("</select>", select) - select);
    const std::size_t at = part.find("name=\"") + 6;
    const std::string name = part.substr(at, part.find('"', at) - at);
    for (std::size_t option = part.find("<option value=\""); option != std::string::npos;
         option = part.find("<option value=\"", option + 1)) {
      const std::size_t from = option + 15;
      const std::string word = part.substr(from, part.find('"', from) - from);
      CAPTURE(name);
      CAPTURE(word);
      CHECK(part.find("lab_sem_") == std::string::npos);  // what a message that is missing shows
      research::SemSettings settings;
      if (name == "se") settings.se = word;
      if (name == "test") settings.test = word;
      if (name == "information") settings.information = word;
      if (name == "likelihood") settings.likelihood = word;
      if (name == "parameterization") settings.parameterization = word;
      if (name == "interval") settings.interval = word;
      if (name == "estimator") settings.estimator = word;
      if (name == "bounds") settings.bounds = word;
      if (name == "scale") settings.scale = word;
      if (name == "level") settings.level = word;
      CHECK_NOTHROW(research::options_of(settings, 1));
      CHECK(research::to_json(research::read_settings(research::to_json(settings))) == research::to_json(settings));
    }
  }
}
