#include "research/estimations/estimation_pages.hpp"

#include "members/permission.hpp"
#include "research/breadcrumbs.hpp"
#include "research/estimations/estimation_job.hpp"
#include "research/estimations/estimation_store.hpp"

namespace rapport::research {
namespace {

constexpr std::int64_t kMostCounted = 99;  // that wait before one

/// The job of an estimation that has not ended; a job that has ended without a result is why there are no numbers.
struct Waiting {
  std::string_view state = "queued";
  double progress = 0;
  std::string message = {};
};

std::string words_of(const Lab& lab, const jobs::Job& job) {
  if (!job.message.empty()) return job.message;
  if (job.state == jobs::State::running) return std::string(lab.messages.text("lab_at_work"));
  return lab.messages.count("lab_waiting_before", jobs::waiting_before(lab.database.session(), job, kMostCounted));
}

Waiting waiting(const Lab& lab, const http::Request& request, const Estimation& estimation) {
  if (estimation.result) return {.state = "done", .progress = 1};
  if (estimation.failure) return {.state = "failed", .message = *estimation.failure};
  const auto job = jobs::find(lab.database.session(), request.reader, estimation.job);
  if (!job) return {.state = "failed", .message = std::string(lab.messages.text("lab_job_gone"))};
  // A job that ends so leaves an outcome in the estimation, which was read a moment too early: the next look finds it.
  const bool has_outcome = job->state == jobs::State::done || (job->state == jobs::State::failed && job->cancelled);
  if (has_outcome) return {.state = "running", .progress = 1, .message = std::string(lab.messages.text("lab_at_work"))};
  return {.state = jobs::to_string(job->state), .progress = job->progress, .message = words_of(lab, *job)};
}

http::Response progress(const Lab& lab, const http::Request& request, Method method) {
  const Estimation estimation = estimation_of(lab, request, method);
  const Waiting now = waiting(lab, request, estimation);
  return http::json(http::Value{}
                        .set("state", now.state)
                        .set("progress", now.progress)
                        .set("message", now.message)
                        .set("result_url", path_of(estimation)));
}

bool may_stop(const Reader& reader, const Estimation& estimation) {
  return (reader.member && reader.member == estimation.created_by) ||
         members::may(reader, members::Permission::stop_estimations);
}

http::Response stop(const Lab& lab, const http::Request& request, Method method) {
  const Estimation estimation = estimation_of(lab, request, method);
  if (!may_stop(request.reader, estimation)) throw http::NotFound{};
  store::Transaction change{lab.database};
  const std::int64_t now = lab.clock.now_ms();
  const std::string why(lab.messages.text("lab_stopped"));
  if (stop_estimation(change, request.reader.community, estimation.id, *request.reader.member, why, now)) {
    jobs::cancel(change, request.reader, estimation.job, now);  // else it has just ended: the page shows it
  }
  change.commit();
  return http::redirect(path_of(estimation));
}

http::Value unless_empty(const std::string& text) {
  return text.empty() ? http::Value{} : http::Value(text);
}

}  // namespace

Estimation estimation_of(const Lab& lab, const http::Request& request, Method method) {
  members::require(request, members::Permission::use_lab);
  const auto id = request.id_param<EstimationId>("result");
  auto estimation = find_estimation(lab.database.session(), request.reader.community, method, id);
  if (!estimation) throw http::NotFound{};
  return std::move(*estimation);
}

http::Response ask_for(const Lab& lab, const http::Request& request, Method method, const AnswersSummary& about,
                       const std::string& model, const std::string& settings) {
  const Estimation wanted{.id = lab.ids.next<EstimationId>(),
                          .method = method,
                          .answers = about.id,
                          .answers_title = about.title,
                          .simulated = about.simulated,
                          .model = model,
                          .settings = settings,
                          .job = lab.ids.next<jobs::JobId>(),
                          .created_by = request.reader.member,
                          .created_at_ms = lab.clock.now_ms()};
  store::Transaction change{lab.database};
  insert_estimation(change, request.reader.community, wanted);
  queue_estimation(change, request.reader.community, wanted);
  change.commit();
  return http::redirect(path_of(wanted));
}

http::List estimation_breadcrumbs(const Lab& lab, const http::Request& request, const Estimation& estimation,
                                  const std::string& title) {
  std::vector<Crumb> way;
  const AnswersSummary about = about_of(estimation);
  if (lab.answers.has(request.reader, about.id)) way.push_back({about.title, path_of(about)});
  way.push_back({.label = title});
  return breadcrumbs(lab, way);
}

http::Value estimation_page(const Lab& lab, const http::Request& request, const Estimation& estimation,
                            const std::string& title, http::List settings, const std::string& editor) {
  const Waiting now = waiting(lab, request, estimation);
  const AnswersSummary about = about_of(estimation);
  const bool opens_answers = lab.answers.has(request.reader, about.id);
  const std::string path = path_of(estimation);
  http::Value page;
  page.set("nav_lab", true)
      .set("breadcrumbs", estimation_breadcrumbs(lab, request, estimation, title))
      .set("heading", title)
      .set("settings", std::move(settings))
      .set("answers_title", about.title)
      .set("answers_url", opens_answers ? http::Value(path_of(about)) : http::Value{})
      // who asked could use them then; of others' own data nothing is said
      .set("answers_deleted", !opens_answers && request.reader.member == estimation.created_by)
      .set("simulated", about.simulated)
      .set("model_text", estimation.model)
      .set("change_url", opens_answers
                             ? http::Value(path_of(about) + "/" + editor + "?result=" + to_base32(estimation.id))
                             : http::Value{})
      .set("who", unless_empty(estimation.author))
      .set("at", http::Time{estimation.created_at_ms})
      .set("fingerprint", unless_empty(estimation.fingerprint))
      .set("state", now.state)
      .set("done", now.state == "done")
      .set("stopped", estimation.stopped)
      .set("problem", now.state == "failed" && !estimation.stopped ? http::Value(now.message) : http::Value{})
      .set("waiting", now.state == "queued" || now.state == "running")
      .set("progress", now.progress)
      .set("progress_message", now.message)
      .set("progress_url", path + "/progress.json")
      .set("stop_url", may_stop(request.reader, estimation) ? http::Value(path + "/stop") : http::Value{})
      .set("download_url", path + "/download");
  return page;
}

void add_estimation_routes(http::Router& router, const std::shared_ptr<Lab>& lab, Method method) {
  const std::string path = method == Method::pls ? "/lab/results/{result}" : "/lab/sem/{result}";
  router.get(path + "/progress",
             [lab, method](const http::Request& request) { return progress(*lab, request, method); });
  router.post(path + "/stop", [lab, method](const http::Request& request) { return stop(*lab, request, method); });
}

std::string origin_of(const Lab& lab, const Estimation& estimation) {
  return lab.messages.format("lab_estimated_on",
                             {{.name = "at", .text = readable_time(estimation.created_at_ms)},
                              {.name = "of", .text = std::string(lab.messages.text("lab_fingerprint"))},
                              {.name = "fingerprint", .text = estimation.fingerprint}});
}

std::string file_name(const Estimation& estimation, const std::string& kind) {
  return std::string(estimation.simulated ? "simulated-" : "") + kind + "-" + to_base32(estimation.id);
}

}  // namespace rapport::research
