#include <doctest/doctest.h>

#include <algorithm>

#include "research/answer_sets/answer_set.hpp"
#include "research/estimations/estimation_store.hpp"
#include "research/sem/sem_fixture.hpp"
#include "spine/event.hpp"
#include "stats/report/sem_json.hpp"

using namespace rapport;
using namespace rapport::research::testing;

TEST_CASE("an estimated model shows its fit, tables, drawing and heat map, and is downloaded in every form") {
  LabSite lab;
  const std::string path = estimated(lab, kModel);
  const auto page = lab.rita.get(path);
  CHECK(page.status == 200);
  for (const char* part :
       {"Factor loadings", "CFI", ">Estimates</h2>", ">Reliability and validity</h2>", ">What the model misses</h2>",
        "class=\"path-diagram\"", "class=\"heat-map\"", "Simulated data"}) {
    CHECK_MESSAGE(contains(page, part), part);
  }
  const auto result = stats::read_sem_json(lab.rita.get(path + "/download?format=json").body);
  CHECK(result.converged);
  CHECK(lab.rita.get(path + "/download?format=csv").body.starts_with("lhs,op,rhs"));
  CHECK(contains(lab.rita.get(path + "/download?format=apa"), "Table 1. Measurement model"));
  const auto report = lab.rita.get(path + "/download?format=html");
  CHECK(contains(report, "<!DOCTYPE html>"));
  CHECK(contains(report, "Estimated on 21 November 2026"));
  CHECK(contains(report, "Fingerprint of the answers used: " + research::fingerprint(study_table())));
  CHECK(contains(lab.rita.get(path + "/download?format=svg"), "<svg"));
  CHECK(contains(lab.rita.get(path + "/download?format=r"), "library(lavaan)"));
  CHECK(lab.rita.get(path + "/download?format=exe").status == 404);
  const auto events = spine::events_after(lab.site.database().session(), lab.site.community(), 0, 100);
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == "model.estimated");
}

TEST_CASE("figures tell what they mean where they stand, and in the glossary") {
  LabSite lab;
  const auto page = lab.rita.get(estimated(lab, kModel));
  const auto tells = [&](const std::string& words, const std::string& meaning) {
    const std::string rest = "\" tabindex=\"0\">" + words + "</abbr>";
    const auto end = page.body.find(rest);
    CHECK_MESSAGE(end != std::string::npos, words);
    const auto title = page.body.rfind("title=\"", end);
    CHECK_MESSAGE(page.body.substr(title, end - title).find(meaning) != std::string::npos, words);
  };
  tells("χ²", "small for a model that fits");
  tells("p", "chance alone gives a χ²");
  tells("CFI", "Comparative fit index");
  tells("  90 % lower", "RMSEA of the population");
  tells("standardized", "every variable at variance 1");
  tells("omega", "McDonald");
  tells("MI", "χ² would fall");
  CHECK(contains(page, "<span class=\"hint\">Heterotrait–monotrait ratio"));
  for (const char* figure : {"measure", "EXP", "indicator"}) {
    CHECK_MESSAGE(!contains(page, "tabindex=\"0\">" + std::string(figure) + "</abbr>"), figure);
  }
  const auto glossary = lab.rita.get("/lab/glossary");
  for (const char* id : {"chi_square", "df", "cfi", "tli", "nfi", "rmsea", "srmr", "aic", "bic", "mi", "epc",
                         "standardized", "htmt", "omega", "r2"}) {
    CHECK_MESSAGE(contains(glossary, "id=\"" + std::string(id) + "\""), id);
  }
  CHECK(!contains(glossary, "lab_"));
}

TEST_CASE("two runs stand side by side") {
  LabSite lab;
  const std::string a = estimated(lab, kModel), b = estimated(lab, kModel + "EXP ~~ 0*ORE\n");
  CHECK(contains(lab.rita.get(a), "Compare with another run"));
  const auto page = lab.rita.get(a + "/compare?with=" + b.substr(b.rfind('/') + 1));
  CHECK(page.status == 200);
  CHECK(contains(page, "Run A"));
  CHECK(contains(page, "is a stricter version of"));
  CHECK(contains(page, "Δχ²(1)"));
  CHECK(lab.rita.get(a + "/compare?with=zz").status == 404);
  CHECK(lab.rita.get(a + "/compare").status == 404);
}

TEST_CASE("every run is found page by page, told apart by its model, and compared with what ended well however old") {
  LabSite lab;
  const std::string address = LabSite::address(kSurvey, "/sem");
  const std::string first = estimated(lab, kModel), second = estimated(lab, kModel + "EXP ~~ 0*ORE\n");
  for (int i = 0; i < 25; ++i) {
    REQUIRE(lab.rita.submit(address, wanted(kModel + "EXP_a ~~ EXP_b\n# run " + std::to_string(i) + "\n")).status ==
            303);
  }
  CHECK(contains(lab.rita.get(second), first.substr(first.rfind('/') + 1)));

  const auto links = [](const http::Response& page) {
    std::size_t count = 0;
    for (auto at = page.body.find("<h3><a href=\"/lab/sem/"); at != std::string::npos;
         at = page.body.find("<h3><a href=\"/lab/sem/", at + 1)) {
      ++count;
    }
    return count;
  };
  const auto older = [](const http::Response& page) {
    const auto end = page.body.find("\">Older results</a>");
    if (end == std::string::npos) return std::string();
    const auto begin = page.body.rfind('"', end - 1) + 1;
    std::string url = page.body.substr(begin, end - begin);
    if (const auto amp = url.find("&amp;"); amp != std::string::npos) url.erase(amp + 1, 4);
    return url;
  };
  const auto home = lab.rita.get("/lab");
  CHECK(links(home) == 10);
  const auto from_home = lab.rita.get(older(home));
  CHECK(from_home.status == 200);
  CHECK(links(from_home) == 17);
  CHECK(contains(from_home, "Customer survey 2026"));
  const auto form = lab.rita.get(address);
  CHECK(links(form) == 10);
  CHECK(contains(form, "EXP =~ EXP_a + EXP_b + EXP_c; ORE =~ ORE_a + ORE_b + ORE_c; EXP_a ~~ EXP_b</code>"));
  const auto rest = lab.rita.get(older(form));
  CHECK(links(rest) == 17);
  CHECK(older(rest).empty());
  CHECK(contains(rest, "EXP ~~ 0*ORE</code>"));
  CHECK(contains(rest, "Newest results"));
  CHECK(contains(lab.rita.get("/lab/results"), "No results here"));
  for (const char* list : {"/lab/results", "/lab/sem"}) CHECK(lab.site.as("Max Member").get(list).status == 404);
}

TEST_CASE("a model that cannot be estimated shows why and never a number") {
  LabSite lab;
  const std::string path = estimated(lab, "EXP =~ EXP_a + EXP_b\n");
  const auto page = lab.rita.get(path);
  CHECK(contains(page, "could not be estimated"));
  CHECK(contains(page, "identified"));
  CHECK(!contains(page, "<table"));
  CHECK(lab.rita.get(path + "/download?format=json").status == 404);
}

TEST_CASE("invariance over the groups of a variable is told in words") {
  LabSite lab;
  const auto set = location(lab.rita.upload("/lab/data", {{"title", "Two"}}, {csv_file(four_items())}));
  const auto asked =
      lab.rita.submit(set + "/sem", wanted("f =~ a + b + c + d", {{"action", "invariance"}, {"group", "g"}}));
  REQUIRE(asked.status == 303);
  lab.run_until_ended(location(asked));
  const auto page = lab.rita.get(location(asked));
  for (const char* part : {"Measurement invariance", "configural", "metric", "scalar", "strict"}) {
    CHECK_MESSAGE(contains(page, part), part);
  }
  CHECK(contains(lab.rita.get(location(asked) + "/download?format=json"), "\"steps\""));

  const auto partial = lab.rita.submit(
      set + "/sem",
      wanted("f =~ a + b + c + d",
             {{"group", "g"}, {"equal", "intercepts"}, {"partial", "b ~ 1, f =~ c"}, {"bounds", "standard"}}));
  REQUIRE(partial.status == 303);
  lab.run_until_ended(location(partial));
  CHECK(contains(lab.rita.get(location(partial)), "but not b ~ 1, f =~ c"));
  CHECK(contains(lab.rita.get(location(partial)), ">equal: loadings and intercepts<"));
  CHECK(contains(lab.rita.get(location(partial)), "Bounds: Variances"));
  const auto json = lab.rita.get(location(partial) + "/download?format=json");
  const auto result = stats::read_sem_json(json.body);
  CHECK(result.fit_measures.front().second == 20);  // 2 × (3 + 4 + 1 + 4) + 1, less 2 loadings and 3 intercepts
  CHECK(contains(lab.rita.get(location(partial) + "/download?format=r"), "group.partial = c(\"b~1\", \"f=~c\")"));

  auto chosen = wanted("f =~ a + b + c + d", {{"group", "g"}, {"scale", "effect_coding"}});
  chosen.emplace_back("group_labels", " odd ");
  const auto one = lab.rita.submit(set + "/sem", chosen);
  REQUIRE(one.status == 303);
  lab.run_until_ended(location(one));
  for (const char* part : {"only odd", "effect coding"})
    CHECK_MESSAGE(contains(lab.rita.get(location(one)), part), part);
  const auto of_one = stats::read_sem_json(lab.rita.get(location(one) + "/download?format=json").body);
  CHECK(of_one.ntotal == study_table().row_count / 2);
  double loadings = 0;
  for (const auto& row : of_one.parameters)
    if (row.op == "=~") loadings += row.est;
  CHECK(loadings == doctest::Approx(4));
  chosen.back().second = "uneven";
  const auto none = lab.rita.submit(set + "/sem", chosen);
  CHECK(none.status == 422);
  CHECK(contains(none, "no group “uneven”. There are: even, odd."));
}

TEST_CASE("a waiting estimation can be stopped, and results are for the laboratory only") {
  LabSite lab;
  const auto asked = lab.rita.submit(LabSite::address(kSurvey, "/sem"), wanted(kModel));
  const std::string path = location(asked);
  CHECK(contains(lab.rita.get(path), "<job-progress"));
  CHECK(lab.rita.submit(path + "/stop").status == 303);
  CHECK(contains(lab.rita.get(path), "It was stopped"));
  CHECK(lab.site.as("Max Member").get(path).status == 404);
  CHECK(lab.site.visitor().get(path).status == 303);
  CHECK(lab.rita.get("/lab/sem/zz").status == 404);
}

TEST_CASE("words of others stay words") {
  LabSite lab;
  const auto page = lab.rita.submit(LabSite::address(kHostile, "/sem"),
                                    wanted("c =~ q1 + q2 + q3 # " + kAttack, {{"ordered", kAttack}}));
  CHECK(page.status == 422);
  CHECK(is_harmless(page));
}

TEST_CASE("a published matrix gives the numbers of its answers, by group and as a ladder, and a script for lavaan") {
  LabSite lab;
  const auto uploaded = lab.rita.upload(
      "/lab/data", {{"title", "Published"}, {"matrix", "yes"}},
      {csv_file(
          "group,name,a,b,c,d\nN,a,1,,,\nN,b,0.5,1,,\nN,c,0.4,0.45,1,\nN,d,0.35,0.4,0.5,1\nN,mean,3,4,5,6\nN,n,145,,,\n"
          "S,a,1,,,\nS,b,0.4,1,,\nS,c,0.5,0.5,1,\nS,d,0.4,0.35,0.45,1\nS,mean,3,4,5,6\nS,n,156,,,\n")});
  REQUIRE(uploaded.status == 303);
  const test::Fields fields{
      {"action", "estimate"}, {"model", "f =~ a + b + c + d"}, {"function", "cfa"}, {"estimator", "auto"},
      {"scale", "marker"},    {"equal", "loadings"},           {"partial", ""},     {"bounds", "none"},
      {"hypotheses", ""}};
  const auto asked = lab.rita.submit(location(uploaded) + "/sem", fields);
  REQUIRE(asked.status == 303);
  lab.run_until_ended(location(asked));
  const auto result = stats::read_sem_json(lab.rita.get(location(asked) + "/download?format=json").body);
  CHECK(result.ntotal == 301);
  CHECK(result.groups.size() == 2);
  CHECK(result.df == 7);  // 2 × 2, and three loadings once instead of twice
  const auto shown = lab.rita.get(location(asked));
  CHECK(contains(shown, "Published"));
  CHECK(contains(shown, "Standard errors: standard."));
  CHECK(!contains(shown, "Missing answers"));
  CHECK(contains(lab.rita.get(location(asked) + "/download?format=r"), "sample.nobs"));

  test::Fields ladder = fields;
  ladder[0].second = "invariance";
  const auto climbed = lab.rita.submit(location(uploaded) + "/sem", ladder);
  REQUIRE(climbed.status == 303);
  lab.run_until_ended(location(climbed));
  CHECK(contains(lab.rita.get(location(climbed)), "scalar"));
}

TEST_CASE("a result leads to its answers only where they open") {
  LabSite lab;
  const auto set = location(lab.rita.upload("/lab/data", {{"title", "Mine"}}, {csv_file(four_items())}));
  const auto path = location(lab.rita.submit(set + "/sem", wanted("f =~ a + b + c + d")));
  const auto second = location(lab.rita.submit(set + "/sem", wanted("f =~ a + b + c + d\na ~~ b")));
  lab.run_until_ended(path);
  lab.run_until_ended(second);
  const std::string comparison = path + "/compare?with=" + second.substr(second.rfind('/') + 1);
  for (const std::string& page : {path, comparison}) CHECK(contains(lab.rita.get(page), "href=\"" + set + "\""));
  CHECK(contains(lab.rita.get(path), "format=r\""));
  CHECK(contains(lab.rita.get(path), "?result="));

  auto other = lab.site.as("Otto Other", Role::researcher);
  const auto leads_nowhere = [&](test::Browser& reader) {
    for (const std::string& page : {path, comparison}) CHECK(!contains(reader.get(page), set));
    CHECK(contains(reader.get(path), "Answers: Mine"));
    CHECK(!contains(reader.get(path), "format=r\""));
    CHECK(reader.get(path + "/download?format=r").status == 404);
  };
  leads_nowhere(other);
  CHECK(!contains(other.get(path), "The answers were deleted"));
  REQUIRE(lab.rita.submit(set + "/delete").status == 303);
  leads_nowhere(lab.rita);
  CHECK(contains(lab.rita.get(path), "The answers were deleted"));
}

TEST_CASE("factor scores are for those who may use the answers, and go with them") {
  LabSite lab;
  const auto set = location(lab.rita.upload("/lab/data", {{"title", "Mine"}}, {csv_file(four_items())}));
  auto fields = wanted("f =~ a + b + c + d");
  fields.emplace_back("scores", "yes");
  const auto path = location(lab.rita.submit(set + "/sem", fields));
  lab.run_until_ended(path);
  CHECK(contains(lab.rita.get(path), "format=scores"));
  CHECK(lab.rita.get(path + "/download?format=scores").status == 200);

  auto other = lab.site.as("Otto Other", Role::researcher);
  CHECK(contains(other.get(path), "CFI"));
  CHECK(!contains(other.get(path), "format=scores"));
  CHECK(other.get(path + "/download?format=scores").status == 404);
  CHECK(!contains(other.get(path + "/download?format=json"), "scores_"));

  const research::EstimationId id{*from_base32(path.substr(path.rfind('/') + 1))};
  const auto kept = [&] {
    return research::find_scores(lab.site.database().session(), lab.site.community(), id).has_value();
  };
  CHECK(kept());
  const auto waiting = location(lab.rita.submit(set + "/sem", fields));
  REQUIRE(lab.rita.submit(set + "/delete").status == 303);
  CHECK(!kept());
  CHECK(contains(lab.rita.get(path), "CFI"));
  CHECK(!contains(lab.rita.get(path), "format=scores"));
  CHECK(contains(lab.rita.get(waiting + "/progress"), "\"failed\""));
}
