#include "stats/report/sem_report.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "stats/report/sem_example.hpp"
#include "stats/report/sem_fit_tables.hpp"
#include "stats/report/sem_lookup.hpp"
#include "stats/report/sem_tables.hpp"
#include "stats/table/csv.hpp"

using namespace rapport::stats;
using Parsed = nlohmann::ordered_json;

namespace {
bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The example in two groups, the second with other figures.
sem::SemResult two_groups() {
  sem::SemResult result = example_result();
  result.groups = {{"east", 120}, {"west", 80}};
  const auto count = result.parameters.size();
  for (std::size_t i = 0; i < count; ++i) {
    result.parameters.push_back(result.parameters[i]);
    result.parameters.back().group = 2;
  }
  result.r2.push_back({{"a1", 0.5}, {"B", 0.2}});
  result.residuals.push_back(result.residuals.front());
  result.latent_correlations.push_back(result.latent_correlations.front());
  return result;
}
}  // namespace

TEST_CASE("a result read back from its JSON gives the same JSON, byte by byte") {
  for (const sem::SemResult& result : {example_result(), two_groups()}) {
    const std::string json = sem_json(result);
    CHECK(sem_json(read_sem_json(json)) == json);
  }
  CHECK(example_result().parameters[1].est == 0.9123456789012345);
  CHECK_THROWS_AS(read_sem_json("{}"), std::runtime_error);
}

TEST_CASE("the JSON has lavaan's names, null for what is not defined, and groups under their labels") {
  const Parsed one = Parsed::parse(sem_json(example_result()));
  for (const char* key :
       {"converged", "ntotal", "npar", "iterations", "parameterEstimates", "standardized_all", "standardized_lv",
        "fitMeasures", "r2", "modificationIndices", "residuals_raw", "implied", "sampstat", "vcov", "warnings"}) {
    CHECK_MESSAGE(one.contains(key), key);
  }
  CHECK(one["parameterEstimates"][0]["z"].is_null());
  CHECK(one["parameterEstimates"][1]["ci.upper"] == 1.11);
  CHECK(one["standardized_all"][2]["est.std"] == 0.35);
  CHECK(one["residuals_raw"]["cov"]["values"][0][1] == 0.12);
  CHECK(one["fitMeasures"]["aic"].is_null());
  const Parsed two = Parsed::parse(sem_json(two_groups()));
  CHECK(two["r2"]["west"]["B"] == 0.2);
  CHECK(two["nobs"] == Parsed::parse("[120, 80]"));
  CHECK(two["npar"] == 10);  // of each group, as lavaan counts equal ones
}

TEST_CASE("a failure as JSON holds its code and reason and no estimate") {
  const Parsed json = Parsed::parse(sem_failure_json(sem::NotEstimable("not_identified", "It has no solution.")));
  CHECK(json["converged"] == false);
  CHECK(json["code"] == "not_identified");
  CHECK_FALSE(json.contains("parameterEstimates"));
}

TEST_CASE("the text begins with the diagnoses, the worst first, each told once") {
  const Report report = sem_report(example_result());
  REQUIRE(report.warnings.size() == 2);
  CHECK(report.warnings[0] == "Not admissible: The residual variance of b2 is negative.");
  CHECK(report.warnings[1] == "There are few respondents.");
  const std::string text = report_text(report);
  CHECK(text.find("Not admissible") < text.find("Factor loadings"));
  CHECK(holds(text, "200 respondents of 204."));
  CHECK(holds(text, "4 respondents were left out."));
  sem::SemResult failed = example_result();
  failed.converged = false;
  CHECK(holds(sem_report(failed).warnings[0], "did not converge"));
}

TEST_CASE("the fit line tells the adjusted test and the robust indices") {
  CHECK(fit_line(example_result()) ==
        "scaled χ²(8) = 11.25, p = 0.188, χ²/df = 1.41, robust CFI = 0.98, robust TLI = 0.97, NFI = 0.95, "
        "robust RMSEA = 0.04 [0.00, 0.10], SRMR = 0.04");
  const ReportTable fit = fit_table(example_result());
  CHECK(fit.columns == std::vector<std::string>{"measure", "standard", "scaled", "robust"});
  CHECK(holds(fit.note, "Yuan–Bentler (Mplus)"));
}

TEST_CASE("a Bollen–Stine test shows its own p, beside that of the distribution, and its draws") {
  sem::SemResult result = example_result();
  result.tests.back() = {.test = "bollen.stine", .stat = 12.5, .df = 8, .pvalue = 0.234, .draws = 500};
  CHECK(fit_line(result).starts_with("χ²(8) = 12.50, p = 0.234 (Bollen–Stine, 500 draws), "));
  const ReportTable fit = fit_table(result);
  CHECK(std::get<std::string>(fit.rows[2][0]) == "p");
  CHECK(std::get<std::string>(fit.rows[3][0]) == "p (Bollen–Stine, 500 draws)");
  CHECK(printed(std::get<ReportNumber>(fit.rows[3][1])) == "0.234");
  CHECK_FALSE(holds(fit.note, "adjusted test"));
}

TEST_CASE("intercepts at 0 that no one asked for are not told, unless another group has them free") {
  sem::SemResult result = example_result();
  const auto means = [&] {
    for (const ReportTable& table : estimate_tables(result))
      if (table.caption == "Intercepts and means") return table.rows.size();
    return std::size_t{99};
  };
  result.parameters.push_back({.lhs = "x1", .op = "~1", .is_free = true, .est = 2, .se = .1});
  result.parameters.push_back({.lhs = "A", .op = "~1", .is_free = false, .est = 0});
  const std::size_t before = means();
  result.parameters.push_back({.lhs = "A", .op = "~1", .group = 2, .is_free = true, .est = .3, .se = .1});
  CHECK(means() == before + 2);
}

TEST_CASE("what is fixed has a dash for its error, and the standardized value stands beside each estimate") {
  const std::vector<ReportTable> tables = estimate_tables(example_result());
  const ReportTable& loadings = tables[0];
  CHECK(printed(std::get<ReportNumber>(loadings.rows[0][3])) == "–");
  CHECK(printed(std::get<ReportNumber>(loadings.rows[0].back())) == "0.800");
  const ReportTable& regressions = tables[2];
  CHECK(std::get<std::string>(regressions.rows[0][2]) == "g");
}

TEST_CASE("with several groups every row says which") {
  const sem::SemResult result = two_groups();
  CHECK(estimate_tables(result)[0].columns[0] == "group");
  CHECK(r2_table(result).columns == std::vector<std::string>{"variable", "east", "west"});
  CHECK(holds(report_text(sem_report(result)), "200 respondents of 204: 120 east, 80 west."));
}

TEST_CASE("the largest modification indices come first, and no more than asked for") {
  const ReportTable table = modification_table(example_result(), 1);
  REQUIRE(table.rows.size() == 1);
  CHECK(std::get<std::string>(table.rows[0][0]) == "A =~ b1");
}

TEST_CASE("correlations of latent variables carry √AVE in the diagonal, a dash where there is none") {
  const NamedMatrix matrix = fornell_larcker(example_result(), 1);
  CHECK(matrix.at(0, 0) == doctest::Approx(0.8));
  CHECK(std::isnan(matrix.at(1, 1)));
  CHECK(matrix.at(1, 0) == 0.35);
}

TEST_CASE("the CSV has one line per parameter and reads back") {
  const DataTable table = parse_csv(sem_csv(example_result()), "sem.csv");
  CHECK(table.row_count == 7);
  CHECK(table.find("est")->numbers[1] == 0.9123456789012345);
  CHECK(table.find("std.all")->numbers[5] == 0.35);
  CHECK(table.find("op")->texts[5] == "~");
}

TEST_CASE("the tables of a published study: measurement, scales, correlations with √AVE, hypotheses with fit") {
  const std::string text = sem_apa(example_result());
  CHECK(text.find("Fit of the model: scaled χ²(8)") < text.find("Table 1. Measurement model"));
  CHECK(holds(text, "Table 2. Summary of measurement scales"));
  CHECK(holds(text, "Table 3. Correlations of the constructs"));
  CHECK(holds(text, "(0.80)"));
  CHECK(holds(text, "Table 4. Test of hypotheses"));
  CHECK(holds(text, "A – B"));
  CHECK(holds(text, "0.35**"));
  CHECK(holds(text, "Supported"));
  CHECK(holds(text, "χ²/df"));
  CHECK(text.find("Supported") < text.find("χ²/df", text.find("Table 4")));
}

TEST_CASE("the HTML holds the heat map of residuals, with numbers for who cannot see it") {
  const std::string html = report_html(sem_report(example_result()));
  CHECK(holds(html, "class=\"heat-map\""));
  CHECK(holds(html, "class=\"path-diagram\""));
  CHECK(holds(html, "b1 with a1: -0.150"));
  CHECK_FALSE(holds(html, "src="));
}
