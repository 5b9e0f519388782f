#include "research/sem/sem_result_pages.hpp"

#include "members/permission.hpp"
#include "research/models/model_form.hpp"
#include "research/sem/report_tables.hpp"
#include "research/sem/sem_form.hpp"
#include "stats/diagram/sem_diagram.hpp"
#include "stats/report/invariance_report.hpp"
#include "stats/report/sem_json.hpp"
#include "stats/report/sem_r_script.hpp"
#include "stats/report/sem_report.hpp"
#include "stats/sem/sample/moment_file.hpp"

namespace rapport::research {
namespace {

constexpr std::string_view kTemplate = "research/sem/sem_result.html";
constexpr int kMostCompared = 20;

/// The job of a result that has not ended; a job that has ended without a result is why there are no numbers.
struct Waiting {
  std::string_view state = "queued";
  double progress = 0;
  std::string message = {};
};

Waiting waiting(const Lab& lab, const http::Request& request, const StoredSem& result) {
  if (result.result) return {.state = "done", .progress = 1};
  if (result.failure) return {.state = "failed", .message = *result.failure};
  const auto job = jobs::find(lab.database.session(), request.reader, result.job);
  if (!job) return {.state = "failed", .message = std::string(lab.messages.text("lab_job_gone"))};
  return {.state = jobs::to_string(job->state), .progress = job->progress, .message = job->message};
}

http::Response progress(const Lab& lab, const http::Request& request) {
  const StoredSem result = sem_result_of(lab, request);
  const Waiting now = waiting(lab, request, result);
  return http::json(http::Value{}
                        .set("state", now.state)
                        .set("progress", now.progress)
                        .set("message", now.message)
                        .set("result_url", sem_path(result.id)));
}

http::Response stop(const Lab& lab, const http::Request& request) {
  const StoredSem result = sem_result_of(lab, request);
  store::Transaction change{lab.database};
  const std::int64_t now = lab.clock.now_ms();
  if (fail_sem(change, request.reader.community, result.id, std::string(lab.messages.text("lab_stopped")), now)) {
    jobs::cancel(change, request.reader, result.job, now);  // else it has just ended: the page shows it
  }
  change.commit();
  return http::redirect(sem_path(result.id));
}

AnswersSummary about_of(const StoredSem& result) {
  return {.id = result.answers, .title = result.answers_title, .simulated = result.simulated};
}

bool is_invariance(const StoredSem& stored) {
  return stored.settings.task == "invariance";
}

/// The report of either task.
stats::Report report_of(const StoredSem& stored) {
  return is_invariance(stored) ? stats::invariance_report(stats::read_invariance_json(*stored.result))
                               : stats::sem_report(stats::read_sem_json(*stored.result));
}

http::List texts(const std::vector<std::string>& lines) {
  http::List list;
  for (const auto& line : lines) list.push_back(line);
  return list;
}

/// Other runs over the same answers that this one can stand beside.
http::List others(const Lab& lab, const http::Request& request, const StoredSem& stored) {
  http::List list;
  if (is_invariance(stored)) return list;
  for (const auto& other :
       list_sems_of(lab.database.session(), request.reader.community, stored.answers, kMostCompared)) {
    if (other.id == stored.id || other.state != SemSummary::State::done || other.settings.task != "estimate") continue;
    std::string words;
    for (const auto& word : settings_in_words(other.settings, lab.messages)) {
      words += (words.empty() ? "" : ", ") + std::get<std::string>(word.data());
    }
    list.push_back(http::Value{}
                       .set("url", sem_path(stored.id) + "/compare?with=" + to_base32(other.id))
                       .set("words", words)
                       .set("at", http::Time{other.created_at_ms}));
  }
  return list;
}

void add_numbers(http::Value& page, const Lab& lab, const http::Request& request, const StoredSem& stored) {
  const stats::Report report = report_of(stored);
  page.set("warnings", texts(report.warnings))
      .set("facts", texts(report.facts))
      .set("drawing_html", report.drawing.empty() ? http::Value{} : http::Value(http::Html{report.drawing}))
      .set("tables", report_tables(report.tables))
      .set("others", others(lab, request, stored));
}

http::Value crumb(std::string label, std::string url) {
  return http::Value{}.set("label", std::move(label)).set("url", std::move(url));
}

http::Response show(const Lab& lab, const http::Request& request) {
  const StoredSem stored = sem_result_of(lab, request);
  const Waiting now = waiting(lab, request, stored);
  const AnswersSummary about = about_of(stored);
  const std::string path = sem_path(stored.id);
  const std::string title = lab.messages.format(is_invariance(stored) ? "lab_sem_invariance_title" : "lab_sem_title",
                                                {{.name = "title", .text = about.title}});
  http::Value page;
  page.set("nav_lab", true)
      .set("breadcrumbs", http::List{crumb(std::string(lab.messages.text("nav_lab")), "/lab"),
                                     crumb(about.title, path_of(about)), crumb(title, "")})
      .set("heading", title)
      .set("settings", settings_in_words(stored.settings, lab.messages))
      .set("answers_title", about.title)
      .set("answers_url", path_of(about))
      .set("simulated", about.simulated)
      .set("model_text", stored.model)
      .set("hypotheses_text",
           stored.settings.hypotheses.empty() ? http::Value{} : http::Value(stored.settings.hypotheses))
      .set("change_url", path_of(about) + "/sem?result=" + to_base32(stored.id))
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
      .set("download_url", path + "/download")
      .set("with_drawing", !is_invariance(stored))
      .set("with_scores", !is_invariance(stored) && stored.settings.scores == "yes");
  if (stored.result) add_numbers(page, lab, request, stored);
  return http::page(kTemplate, title, std::move(page));
}

/// The text of a file, or nothing for a format that there is not.
std::optional<std::string> face_of(const StoredSem& stored, std::string_view format) {
  if (format == "json") return stored.result;
  if (format == "html") return stats::report_html(report_of(stored));
  if (is_invariance(stored)) {
    const auto result = stats::read_invariance_json(*stored.result);
    if (format == "csv") return stats::invariance_csv(result);
    if (format == "apa") return stats::invariance_apa(result);
    return std::nullopt;
  }
  const auto result = stats::read_sem_json(*stored.result);
  if (format == "csv") return stats::sem_csv(result);
  if (format == "apa") return stats::sem_apa(result);
  if (format == "scores" && !result.scores.empty()) return stats::sem_scores_csv(result);
  if (format == "svg") return stats::draw_sem_diagram(result, 1, {.title = stored.answers_title});
  return std::nullopt;
}

http::Response download(const Lab& lab, const http::Request& request) {
  const StoredSem stored = sem_result_of(lab, request);
  if (!stored.result) throw http::NotFound{};
  const std::string_view format = request.query_value("format");
  const std::string name = std::string(stored.simulated ? "simulated-" : "") +
                           (is_invariance(stored) ? "invariance-" : "sem-") + to_base32(stored.id);
  if (format == "r") {
    const auto set = lab.answers.find(request.reader, stored.answers);
    if (!set || is_invariance(stored)) throw http::NotFound{};
    const auto options = options_for(*set, stored.settings, 0);
    return http::download("text/plain; charset=utf-8", name + ".R",
                          set->about.is_matrix
                              ? stats::sem_r_script(stored.model, stats::sem::moments_in(set->table), options)
                              : stats::sem_r_script(stored.model, set->table, options));
  }
  const auto text = face_of(stored, format);
  if (!text) throw http::NotFound{};
  const std::string type = format == "json"                        ? "application/json"
                           : format == "html"                      ? "text/html; charset=utf-8"
                           : format == "csv" || format == "scores" ? "text/csv; charset=utf-8"
                           : format == "svg"                       ? "image/svg+xml"
                                                                   : "text/plain; charset=utf-8";
  const std::string ending = format == "apa" ? ".txt" : format == "scores" ? "-scores.csv" : "." + std::string(format);
  return http::download(type, name + ending, *text);
}

}  // namespace

StoredSem sem_result_of(const Lab& lab, const http::Request& request) {
  members::require(request, members::Permission::use_lab);
  const auto id = request.id_param<SemResultId>("result");
  auto result = find_sem(lab.database.session(), request.reader.community, id);
  if (!result) throw http::NotFound{};
  return std::move(*result);
}

void add_sem_result_routes(http::Router& router, const std::shared_ptr<Lab>& lab) {
  router.get("/lab/sem/{result}", [lab](const http::Request& request) { return show(*lab, request); });
  router.get("/lab/sem/{result}/progress", [lab](const http::Request& request) { return progress(*lab, request); });
  router.post("/lab/sem/{result}/stop", [lab](const http::Request& request) { return stop(*lab, request); });
  router.get("/lab/sem/{result}/download", [lab](const http::Request& request) { return download(*lab, request); });
  router.get("/lab/sem/{result}/compare", [lab](const http::Request& request) { return compare_sem(*lab, request); });
}

}  // namespace rapport::research
