#include "stats/report/report.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "stats/pls/bootstrap.hpp"
#include "stats/report/describe_report.hpp"
#include "stats/report/pls_report.hpp"
#include "stats/report/reliability_report.hpp"
#include "stats/simulate/simulate.hpp"
#include "stats/table/csv.hpp"

using namespace rapport::stats;
using Parsed = nlohmann::ordered_json;

namespace {
struct Example {
  Study study = find_study("003-enterprise-initiatives");
  PathModel model = parse_model(study_model(study));
  DataTable table = simulate_study(study, study.seed);
};

std::vector<std::string> keys_of(const Parsed& json) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  return keys;
}

bool has_keys(const Parsed& json, const std::vector<std::string>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& key) { return json.contains(key); });
}
}  // namespace

TEST_CASE("numbers are printed with fixed decimals, a dash if undefined, and no minus before zero") {
  CHECK(printed({0.12349}) == "0.123");
  CHECK(printed({-0.0001}) == "0.000");
  CHECK(printed({-1.5, 1}) == "-1.5");
  CHECK(printed({not_estimated}) == "–");
  CHECK(printed({0.0004, 3, true}) == "<0.001");
  CHECK(printed({0.001, 3, true}) == "0.001");
}

TEST_CASE("a text report gives warnings before figures, and aligns its columns") {
  const Report report{
      .title = "T",
      .warnings = {"Mind this."},
      .facts = {"5 respondents."},
      .tables = {
          {.caption = "C", .columns = {"name", "n"}, .rows = {{"größe", std::size_t{7}}, {"b", std::size_t{120}}}}}};
  CHECK(report_text(report) ==
        "T\nWarning: Mind this.\n5 respondents.\n\nC\n  name     n\n  größe    7\n  b      120\n");
}

TEST_CASE("an HTML report is one file with captioned tables, and escapes every name") {
  const Report report{.title = "<script>",
                      .warnings = {"<b>"},
                      .tables = {{.caption = "A & B", .columns = {"\"name\""}, .rows = {{"<i>'"}}, .note = "<u>"}}};
  const std::string html = report_html(report);
  for (const char* tag : {"<script", "<b>", "<i>", "<u>"}) CHECK(html.find(tag) == std::string::npos);
  CHECK(html.find("<caption>A &amp; B</caption>") != std::string::npos);
  CHECK(html.find("&lt;i&gt;&#39;") != std::string::npos);
  CHECK(html.find("src=") == std::string::npos);
  CHECK(html.find("href=") == std::string::npos);
}

TEST_CASE("the JSON of descriptives has its keys, with null for what is not defined") {
  const Parsed json = Parsed::parse(describe_json(describe(parse_csv("a,b\n1,x\n1,\n", "t.csv"))));
  CHECK(keys_of(json["variables"][0]) == std::vector<std::string>{"name", "label", "n", "missing", "mean", "sd", "se",
                                                                  "median", "min", "max", "skewness", "kurtosis"});
  CHECK(json["variables"][0]["skewness"].is_null());
  CHECK(json["variables"][1]["mean"].is_null());
  CHECK(json["variables"][1]["missing"] == 1);
  CHECK(json["frequencies"][0]["values"][0]["value"] == 1);
  CHECK(json["frequencies"][1]["values"][0]["value"] == "x");
  CHECK(json["frequencies"][1]["values"][0]["valid_percent"] == 100);
}

TEST_CASE("what a question and its numbers stand for is said beside them, and not invented where nobody said it") {
  DataTable table = parse_csv("ride,age\n1,30\n3,41\n", "t.csv");
  table.columns[0].label = "How often do you ride?";
  table.columns[0].value_labels = {{1, "never"}};
  const Description description = describe(table);
  const Parsed json = Parsed::parse(describe_json(description));
  CHECK(json["variables"][0]["label"] == "How often do you ride?");
  CHECK(json["variables"][1]["label"].is_null());
  CHECK(json["frequencies"][0]["values"][0]["label"] == "never");
  CHECK(json["frequencies"][0]["values"][1]["label"].is_null());
  const std::string text = report_text(describe_report(description, "t.csv"));
  CHECK(text.find("Frequencies of ride (How often do you ride?)") != std::string::npos);
  CHECK(text.find("1 (never)") != std::string::npos);
  CHECK(text.find("3 (") == std::string::npos);
}

TEST_CASE("the JSON of reliability has its keys") {
  const Example example;
  const Parsed json = Parsed::parse(reliability_json(reliability(example.model, example.table)));
  const Parsed& construct = json["constructs"][0];
  CHECK(keys_of(construct) == std::vector<std::string>{"name", "items", "alpha", "alpha_standardized", "rho_c", "ave"});
  CHECK(keys_of(construct["items"][0]) ==
        std::vector<std::string>{"name", "mean", "sd", "loading", "item_rest", "alpha_if_deleted"});
  CHECK(json["constructs"][2]["alpha"].is_null());  // a single item
}

TEST_CASE("the JSON of a path model has its keys, and nothing inferential without a bootstrap") {
  const Example example;
  const Parsed json = Parsed::parse(pls_json(estimate_pls(example.model, example.table)));
  CHECK(has_keys(json, {"converged", "iterations", "n", "paths", "loadings", "weights", "constructs", "correlations",
                        "fornell_larcker", "htmt", "effects", "fit", "warnings"}));
  CHECK(has_keys(json["paths"][0], {"from", "to", "est", "se", "t", "pvalue", "ci.lower", "ci.upper"}));
  CHECK(has_keys(json["loadings"][0], {"construct", "item", "est", "se", "t", "pvalue", "ci.lower", "ci.upper"}));
  CHECK(has_keys(json["constructs"][0], {"name", "mode", "r2", "r2_adj", "alpha", "rho_a", "rho_c", "ave"}));
  CHECK(has_keys(json["effects"][0], {"from", "to", "direct", "indirect", "total"}));
  CHECK(json["paths"][0]["se"].is_null());
  CHECK(json["paths"][0]["ci.upper"].is_null());
  CHECK(json["bootstrap"].is_null());
  CHECK(json["constructs"][0]["r2"].is_null());
  CHECK(json["htmt"]["values"][0][0].is_null());
  CHECK(json["correlations"]["values"][0][1] == json["correlations"]["values"][1][0]);
}

TEST_CASE("with a bootstrap every face of a path model shows it") {
  const Example example;
  const PlsResult result = bootstrap_pls(example.model, example.table, {}, {.draws = 200, .seed = 4, .threads = 2});
  const Parsed json = Parsed::parse(pls_json(result));
  CHECK(json["paths"][0]["se"].is_number());
  CHECK(json["effects"][0]["total.se"].is_number());
  CHECK(json["bootstrap"]["draws"] == 200);
  const Report report = pls_report(example.model, result, "example");
  CHECK(report_text(report).find("95 % lower") != std::string::npos);
  CHECK(report_html(report).find("<svg") != std::string::npos);
  const DataTable csv = parse_csv(pls_csv(result), "pls.csv");
  CHECK(csv.find("se")->numbers[0] == result.paths[0].coefficient.se);
  CHECK(csv.find("kind")->texts[0] == "path");
}

TEST_CASE("a failure as JSON holds the reason and no estimate") {
  const Parsed json =
      Parsed::parse(pls_failure_json(EstimationError(Failure::iteration_limit, "It did not settle.", 300, 20)));
  CHECK(json["converged"] == false);
  CHECK(json["iterations"] == 300);
  CHECK_FALSE(json.contains("paths"));
  CHECK(json["error"] == "It did not settle.");
}

TEST_CASE("CSV of descriptives and reliability reads back") {
  const Example example;
  CHECK(parse_csv(describe_csv(describe(example.table)), "d.csv").row_count == 17);
  const DataTable reliability_table = parse_csv(reliability_csv(reliability(example.model, example.table)), "r.csv");
  CHECK(reliability_table.row_count == 17);
  CHECK(reliability_table.find("item")->texts[0] == "EXP_a");
}
