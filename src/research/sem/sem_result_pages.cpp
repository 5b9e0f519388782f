#include "research/sem/sem_result_pages.hpp"

#include "research/estimations/estimation_list.hpp"
#include "research/estimations/estimation_pages.hpp"
#include "research/estimations/estimation_store.hpp"
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
constexpr std::size_t kMostCompared = 20;

/// An estimation with its settings read.
struct StoredSem {
  Estimation estimation;
  SemSettings settings;
};

StoredSem stored_of(const Lab& lab, const http::Request& request) {
  Estimation estimation = estimation_of(lab, request, Method::sem);
  const SemSettings settings = read_settings(estimation.settings);
  return {.estimation = std::move(estimation), .settings = settings};
}

bool is_invariance(const StoredSem& stored) {
  return stored.settings.task == "invariance";
}

/// The report of either task.
stats::Report report_of(const StoredSem& stored) {
  return is_invariance(stored) ? stats::invariance_report(stats::read_invariance_json(*stored.estimation.result))
                               : stats::sem_report(stats::read_sem_json(*stored.estimation.result));
}

http::List texts(const std::vector<std::string>& lines) {
  http::List list;
  for (const auto& line : lines) list.push_back(line);
  return list;
}

http::Value other_run(const StoredSem& stored, const EstimationSummary& other, const http::List& settings) {
  std::string words;
  for (const auto& word : settings) words += (words.empty() ? "" : ", ") + std::get<std::string>(word.data());
  return http::Value{}
      .set("url", path_of(stored.estimation) + "/compare?with=" + to_base32(other.id))
      .set("model", on_one_line(other.model_excerpt))
      .set("words", words)
      .set("at", http::Time{other.created_at_ms});
}

/// The newest other runs over the same answers that this one can stand beside: tests of invariance cannot.
http::List others(const Lab& lab, const http::Request& request, const StoredSem& stored) {
  http::List list;
  if (is_invariance(stored)) return list;
  std::optional<EstimationId> before;
  while (true) {
    const auto page = list_estimated(lab.database.session(), request.reader.community, Method::sem,
                                     stored.estimation.answers, before, kMostCompared);
    for (const auto& other : page) {
      const SemSettings settings = read_settings(other.settings);
      if (other.id == stored.estimation.id || settings.task != "estimate") continue;
      list.push_back(other_run(stored, other, settings_in_words(settings, lab.messages)));
      if (list.size() == kMostCompared) return list;
    }
    if (page.size() < kMostCompared) return list;
    before = page.back().id;
  }
}

void add_numbers(http::Value& page, const Lab& lab, const http::Request& request, const StoredSem& stored) {
  const stats::Report report = report_of(stored);
  page.set("warnings", texts(report.warnings))
      .set("facts", texts(report.facts))
      .set("drawing_html", report.drawing.empty() ? http::Value{} : http::Value(http::Html{report.drawing}))
      .set("sections", report_sections(report.tables, lab.messages))
      .set("others", others(lab, request, stored));
}

http::Response show(const Lab& lab, const http::Request& request) {
  const StoredSem stored = stored_of(lab, request);
  const std::string title = lab.messages.format(is_invariance(stored) ? "lab_sem_invariance_title" : "lab_sem_title",
                                                {{.name = "title", .text = stored.estimation.answers_title}});
  http::Value page =
      estimation_page(lab, request, stored.estimation, title, settings_in_words(stored.settings, lab.messages), "sem");
  page.set("hypotheses_text", stored.settings.hypotheses.empty() || is_invariance(stored)
                                  ? http::Value{}
                                  : http::Value(stored.settings.hypotheses))
      .set("with_drawing", !is_invariance(stored))
      .set("with_scores", stored.estimation.has_scores);
  if (stored.estimation.result) add_numbers(page, lab, request, stored);
  return http::page(kTemplate, title, std::move(page));
}

/// The text of a file, or nothing for a format that there is not.
std::optional<std::string> face_of(const Lab& lab, const StoredSem& stored, std::string_view format) {
  if (format == "html") {
    stats::Report report = report_of(stored);
    report.facts.push_back(origin_of(lab, stored.estimation));
    return stats::report_html(report);
  }
  if (format == "json") return stored.estimation.result;
  if (is_invariance(stored)) {
    const auto result = stats::read_invariance_json(*stored.estimation.result);
    if (format == "csv") return stats::invariance_csv(result);
    if (format == "apa") return stats::invariance_apa(result);
    return std::nullopt;
  }
  const auto result = stats::read_sem_json(*stored.estimation.result);
  if (format == "csv") return stats::sem_csv(result);
  if (format == "apa") return stats::sem_apa(result);
  if (format == "svg") return stats::draw_sem_diagram(result, 0, {.title = stored.estimation.answers_title});
  return std::nullopt;
}

/// Factor scores, one a respondent, are as private as the answers.
std::optional<std::string> scores_for(const Lab& lab, const http::Request& request, const StoredSem& stored) {
  if (!lab.answers.has(request.reader, stored.estimation.answers)) return std::nullopt;
  return find_scores(lab.database.session(), request.reader.community, stored.estimation.id);
}

http::Response download(const Lab& lab, const http::Request& request) {
  const StoredSem stored = stored_of(lab, request);
  if (!stored.estimation.result) throw http::NotFound{};
  const std::string_view format = request.query_value("format");
  const std::string name = file_name(stored.estimation, is_invariance(stored) ? "invariance" : "sem");
  if (format == "r") {
    const auto set = lab.answers.find(request.reader, stored.estimation.answers);
    if (!set || is_invariance(stored)) throw http::NotFound{};
    const auto options = options_for(*set, stored.settings, 0);
    return http::download(
        "text/plain; charset=utf-8", name + ".R",
        set->about.is_matrix ? stats::sem_r_script(stored.estimation.model, stats::sem::moments_in(set->table), options)
                             : stats::sem_r_script(stored.estimation.model, set->table, options));
  }
  const auto text = format == "scores" ? scores_for(lab, request, stored) : face_of(lab, stored, format);
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

void add_sem_result_routes(http::Router& router, const std::shared_ptr<Lab>& lab) {
  router.get("/lab/sem/{result}", [lab](const http::Request& request) { return show(*lab, request); });
  add_estimation_routes(router, lab, Method::sem);
  add_estimation_list_route(router, lab, Method::sem, sem_words(lab->messages));
  router.get("/lab/sem/{result}/download", [lab](const http::Request& request) { return download(*lab, request); });
  router.get("/lab/sem/{result}/compare", [lab](const http::Request& request) { return compare_sem(*lab, request); });
}

}  // namespace rapport::research
