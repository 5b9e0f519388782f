#include "research/pls/pls_result_pages.hpp"

#include "research/estimations/estimation_list.hpp"
#include "research/estimations/estimation_pages.hpp"
#include "research/models/model_form.hpp"
#include "research/pls/pls_result_tables.hpp"
#include "research/pls/pls_settings.hpp"
#include "stats/diagram/path_diagram.hpp"
#include "stats/report/pls_json_reader.hpp"
#include "stats/report/pls_report.hpp"

namespace rapport::research {
namespace {

constexpr std::string_view kTemplate = "research/pls/pls_result.html";

std::string svg_of(const Lab& lab, const Estimation& stored, const stats::PlsResult& result) {
  return stats::draw_path_diagram(stats::parse_model(stored.model), &result,
                                  {.title = drawing_title(about_of(stored), lab.messages)});
}

void add_numbers(http::Value& page, const Lab& lab, const http::Request& request, const Estimation& stored) {
  const stats::PlsResult result = stats::read_pls_json(*stored.result);
  const auto set = lab.answers.find(request.reader, stored.answers);  // gone, or another researcher's: no wordings then
  http::List warnings;
  for (const auto& warning : result.warnings) warnings.push_back(warning);
  http::List tables;
  for (const Table& table : result_tables(result, set.value_or(AnswerSet{}), lab.messages)) {
    tables.push_back(table_value(table, lab.messages));
  }
  page.set("respondents", result.n)
      .set("iterations", result.iterations)
      .set("failed_draws", result.bootstrap.failed)
      .set("warnings", std::move(warnings))
      .set("drawing_html", http::Html{svg_of(lab, stored, result)})
      .set("tables", std::move(tables));
}

http::Response show(const Lab& lab, const http::Request& request) {
  const Estimation stored = estimation_of(lab, request, Method::pls);
  const std::string title = lab.messages.format("lab_result_title", {{.name = "title", .text = stored.answers_title}});
  http::Value page = estimation_page(lab, request, stored, title,
                                     settings_in_words(read_pls_settings(stored.settings), lab.messages), "model");
  if (stored.result) add_numbers(page, lab, request, stored);
  return http::page(kTemplate, title, std::move(page));
}

std::string html_report(const Lab& lab, const Estimation& stored, const stats::PlsResult& result) {
  stats::Report report = stats::pls_report(stats::parse_model(stored.model), result, stored.answers_title);
  report.facts.push_back(origin_of(lab, stored));
  return stats::report_html(report);
}

http::Response download(const Lab& lab, const http::Request& request) {
  const Estimation stored = estimation_of(lab, request, Method::pls);
  if (!stored.result) throw http::NotFound{};
  const std::string_view format = request.query_value("format");
  const std::string name = file_name(stored, "pls");
  if (format == "json") return http::download("application/json", name + ".json", *stored.result);
  const stats::PlsResult result = stats::read_pls_json(*stored.result);
  if (format == "csv") return http::download("text/csv; charset=utf-8", name + ".csv", stats::pls_csv(result));
  if (format == "svg") return http::download("image/svg+xml", name + ".svg", svg_of(lab, stored, result));
  if (format == "html")
    return http::download("text/html; charset=utf-8", name + ".html", html_report(lab, stored, result));
  throw http::NotFound{};
}

}  // namespace

void add_pls_result_routes(http::Router& router, const std::shared_ptr<Lab>& lab) {
  router.get("/lab/results/{result}", [lab](const http::Request& request) { return show(*lab, request); });
  router.get("/lab/results/{result}/download", [lab](const http::Request& request) { return download(*lab, request); });
  add_estimation_routes(router, lab, Method::pls);
  add_estimation_list_route(router, lab, Method::pls, pls_words(lab->messages));
}

}  // namespace rapport::research
