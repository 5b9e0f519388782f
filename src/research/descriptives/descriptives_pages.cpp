#include "research/descriptives/descriptives_pages.hpp"

#include "research/descriptives/descriptive_tables.hpp"
#include "research/descriptives/matrix_tables.hpp"
#include "research/sets/set_page.hpp"
#include "stats/describe/describe.hpp"
#include "stats/report/describe_report.hpp"

namespace rapport::research {
namespace {

constexpr std::string_view kTemplate = "research/descriptives/descriptives.html";

http::Response show_matrix(const Lab& lab, const AnswerSet& set) {
  http::List tables;
  for (const Table& table : matrix_tables(set, lab.messages)) tables.push_back(table_value(table, lab.messages));
  http::Value model = set_model(lab, set, Tab::descriptives);
  model.set("tables", std::move(tables));
  return http::page("research/descriptives/matrix.html", set.about.title, std::move(model));
}

http::Response show(const Lab& lab, const http::Request& request) {
  const AnswerSet set = set_of(lab, request);
  if (set.about.is_matrix) return show_matrix(lab, set);
  const stats::Description description = stats::describe(set.table);
  http::Value model = set_model(lab, set, Tab::descriptives);
  model.set("has_answers", set.table.row_count > 0);
  model.set("download_url", path_of(set.about) + "/descriptives");
  model.set("variables", table_value(variables_table(set, description, lab.messages), lab.messages));
  http::List frequencies;
  for (const Table& table : frequency_tables(set, description, lab.messages)) {
    frequencies.push_back(table_value(table, lab.messages));
  }
  model.set("frequencies", std::move(frequencies));
  return http::page(kTemplate, set.about.title, std::move(model));
}

http::Response download(const Lab& lab, const http::Request& request) {
  const AnswerSet set = answers_of(lab, request);
  const stats::Description description = stats::describe(set.table);
  const std::string_view format = request.query_value("format");
  if (format == "csv") {
    return http::download("text/csv; charset=utf-8", "descriptives.csv", stats::describe_csv(description));
  }
  return http::bytes("application/json", stats::describe_json(description));
}

}  // namespace

void add_descriptives_routes(http::Router& router, const std::shared_ptr<Lab>& lab) {
  router.get("/lab/{set}", [lab](const http::Request& request) { return show(*lab, request); });
  router.get("/lab/{set}/descriptives", [lab](const http::Request& request) { return download(*lab, request); });
}

}  // namespace rapport::research
