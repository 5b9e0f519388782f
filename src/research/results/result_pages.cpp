#include "research/results/result_pages.hpp"

#include "members/permission.hpp"
#include "research/models/model_form.hpp"
#include "research/results/result_store.hpp"
#include "research/results/result_tables.hpp"
#include "stats/diagram/path_diagram.hpp"
#include "stats/report/pls_json_reader.hpp"
#include "stats/report/pls_report.hpp"

namespace rapport::research {
namespace {

constexpr std::string_view kTemplate = "research/results/result.html";

/// Whoever may use the laboratory of this community may read its results.
StoredResult result_of(const Lab& lab, const http::Request& request) {
  members::require(request, members::Permission::use_lab);
  const auto id = request.id_param<LabResultId>("result");
  auto result = find_result(lab.database.session(), request.reader.community, id);
  if (!result) throw http::NotFound{};
  return std::move(*result);
}

/// The job of a result that has not ended; a job that has ended without a result is why there are no numbers.
struct Waiting {
  std::string_view state = "queued";
  double progress = 0;
  std::string message = {};
};

Waiting waiting(const Lab& lab, const http::Request& request, const StoredResult& result) {
  if (result.result) return {.state = "done", .progress = 1};
  if (result.failure) return {.state = "failed", .message = *result.failure};
  const auto job = jobs::find(lab.database.session(), request.reader, result.job);
  if (!job) return {.state = "failed", .message = std::string(lab.messages.text("lab_job_gone"))};
  return {.state = jobs::to_string(job->state), .progress = job->progress, .message = job->message};
}

http::Response progress(const Lab& lab, const http::Request& request) {
  const StoredResult result = result_of(lab, request);
  const Waiting now = waiting(lab, request, result);
  return http::json(http::Value{}
                        .set("state", now.state)
                        .set("progress", now.progress)
                        .set("message", now.message)
                        .set("result_url", result_path(result.id)));
}

http::Response stop(const Lab& lab, const http::Request& request) {
  const StoredResult result = result_of(lab, request);
  store::Transaction change{lab.database};
  const std::int64_t now = lab.clock.now_ms();
  const std::string why(lab.messages.text("lab_stopped"));
  if (fail_result(change, request.reader.community, result.id, why,
                  now)) {  // else it has just ended: the page shows it
    jobs::cancel(change, request.reader, result.job, now);
  }
  change.commit();
  return http::redirect(result_path(result.id));
}

AnswersSummary about_of(const StoredResult& result) {
  return {.id = result.answers, .title = result.answers_title, .simulated = result.simulated};
}

std::string svg_of(const Lab& lab, const StoredResult& stored, const stats::PlsResult& result) {
  return stats::draw_path_diagram(stats::parse_model(stored.model), &result,
                                  {.title = drawing_title(about_of(stored), lab.messages)});
}

void add_numbers(http::Value& page, const Lab& lab, const http::Request& request, const StoredResult& stored) {
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

http::Value crumb(std::string label, std::string url) {
  return http::Value{}.set("label", std::move(label)).set("url", std::move(url));
}

http::Response show(const Lab& lab, const http::Request& request) {
  const StoredResult stored = result_of(lab, request);
  const Waiting now = waiting(lab, request, stored);
  const AnswersSummary about = about_of(stored);
  const std::string path = result_path(stored.id);
  const std::string title = lab.messages.format("lab_result_title", {{.name = "title", .text = about.title}});
  http::Value page;
  page.set("nav_lab", true)
      .set("breadcrumbs", http::List{crumb(std::string(lab.messages.text("nav_lab")), "/lab"),
                                     crumb(about.title, path_of(about)), crumb(title, "")})
      .set("heading", title)
      .set("answers_title", about.title)
      .set("answers_url", path_of(about))
      .set("simulated", about.simulated)
      .set("model_text", stored.model)
      .set("change_url", path_of(about) + "/model?result=" + to_base32(stored.id))
      .set("scheme", lab.messages.text("lab_scheme_" + stored.options.scheme))
      .set("draws", stored.options.draws)
      .set("with_bootstrap", stored.options.draws > 0)
      .set("seed", stored.options.seed)
      .set("who", stored.author.empty() ? http::Value{} : http::Value(stored.author))
      .set("at", http::Time{stored.created_at_ms})
      .set("fingerprint", stored.fingerprint.empty() ? http::Value{} : http::Value(stored.fingerprint))
      .set("state", now.state)
      .set("done", now.state == "done")
      .set("problem", now.state == "failed" ? http::Value(now.message) : http::Value{})
      .set("waiting", now.state == "queued" || now.state == "running")
      .set("progress", now.progress)
      .set("progress_message",
           now.message.empty() ? http::Value(lab.messages.text("lab_waiting_to_begin")) : http::Value(now.message))
      .set("progress_url", path + "/progress.json")
      .set("stop_url", path + "/stop")
      .set("download_url", path + "/download");
  if (stored.result) add_numbers(page, lab, request, stored);
  return http::page(kTemplate, title, std::move(page));
}

std::string html_report(const StoredResult& stored, const stats::PlsResult& result) {
  return stats::report_html(stats::pls_report(stats::parse_model(stored.model), result, stored.answers_title));
}

http::Response download(const Lab& lab, const http::Request& request) {
  const StoredResult stored = result_of(lab, request);
  if (!stored.result) throw http::NotFound{};
  const std::string_view format = request.query_value("format");
  const std::string name = std::string(stored.simulated ? "simulated-" : "") + "pls-" + to_base32(stored.id);
  if (format == "json") return http::download("application/json", name + ".json", *stored.result);
  const stats::PlsResult result = stats::read_pls_json(*stored.result);
  if (format == "csv") return http::download("text/csv; charset=utf-8", name + ".csv", stats::pls_csv(result));
  if (format == "svg") return http::download("image/svg+xml", name + ".svg", svg_of(lab, stored, result));
  if (format == "html") return http::download("text/html; charset=utf-8", name + ".html", html_report(stored, result));
  throw http::NotFound{};
}

}  // namespace

void add_result_routes(http::Router& router, const std::shared_ptr<Lab>& lab) {
  router.get("/lab/results/{result}", [lab](const http::Request& request) { return show(*lab, request); });
  router.get("/lab/results/{result}/progress", [lab](const http::Request& request) { return progress(*lab, request); });
  router.post("/lab/results/{result}/stop", [lab](const http::Request& request) { return stop(*lab, request); });
  router.get("/lab/results/{result}/download", [lab](const http::Request& request) { return download(*lab, request); });
}

}  // namespace rapport::research
