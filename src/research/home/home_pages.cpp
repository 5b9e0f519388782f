#include "research/home/home_pages.hpp"

#include "members/permission.hpp"
#include "research/answer_sets/data_set_store.hpp"
#include "research/data/upload.hpp"
#include "research/estimations/estimation_list.hpp"
#include "research/estimations/estimation_store.hpp"
#include "research/models/model_store.hpp"
#include "research/pls/pls_settings.hpp"
#include "research/sem/sem_form.hpp"
#include "research/sets/set_page.hpp"

namespace rapport::research {
namespace {

constexpr std::string_view kTemplate = "research/home/home.html";
constexpr int kLatestResults = 10;

http::Response show(const Lab& lab, const http::Request& request, const http::Form& form, int status) {
  http::List sets;
  for (const auto& about : lab.answers.list(request.reader)) sets.push_back(about_value(about));
  const auto latest = [&](Method method, const SettingWords& words) {
    return estimation_list(lab, request.reader.community, {.method = method, .limit = kLatestResults}, words);
  };
  http::Value model = form.values({"title", "note", "missing", "sizes", "data"});
  model.set("matrix", form.checked("matrix")).set("simulated", form.checked("simulated"));
  model.set("nav_lab", true)
      .set("sets", std::move(sets))
      .set("pls", latest(Method::pls, pls_words(lab.messages)))
      .set("sem", latest(Method::sem, sem_words(lab.messages)));
  return http::page(kTemplate, std::string(lab.messages.text("lab_title")), std::move(model), status);
}

http::Response list(const Lab& lab, const http::Request& request) {
  members::require(request, members::Permission::use_lab);
  const http::Form empty{request, lab.messages};
  return show(lab, request, empty, 200);
}

const http::UploadedFile* uploaded(const http::Request& request) {
  for (const auto& file : request.files) {
    if (file.field == "data") return &file;
  }
  return nullptr;
}

http::Response upload(const Lab& lab, const http::Request& request) {
  members::require(request, members::Permission::use_lab);
  http::Form form{request, lab.messages};
  AnswerSet set = read_upload(form, uploaded(request), lab.messages);
  if (!form.ok()) return show(lab, request, form, 422);
  set.about.id = lab.ids.next();
  store::Transaction change{lab.database};
  insert_data_set(change, request.reader.community, set, request.reader.member, lab.clock.now_ms());
  change.commit();
  return http::redirect(path_of(set.about));
}

/// A set of the reader's own. @throws http::NotFound for any other
AnswerSet own_set_of(const Lab& lab, const http::Request& request) {
  AnswerSet set = set_of(lab, request);
  if (!set.is_own) throw http::NotFound{};
  return set;
}

http::Response ask_to_forget(const Lab& lab, const http::Request& request) {
  const AnswerSet set = own_set_of(lab, request);
  const std::string title(lab.messages.text("lab_data_delete_title"));
  http::Value model;
  model.set("nav_lab", true)
      .set("title", set.about.title)
      .set("url", path_of(set.about))
      .set("respondents", set.about.respondents);
  return http::page("research/home/delete.html", title, std::move(model));
}

http::Response forget(const Lab& lab, const http::Request& request) {
  const AnswerSet set = own_set_of(lab, request);
  store::Transaction change{lab.database};
  if (!delete_data_set(change, request.reader, set.about.id)) throw http::NotFound{};
  const CommunityId community = request.reader.community;
  delete_models(change, community, set.about.id);
  const std::int64_t now = lab.clock.now_ms();
  const std::string why(lab.messages.text("lab_answers_gone"));
  for (const jobs::JobId job : forget_answers(change, community, set.about.id, why, now))
    jobs::cancel(change, request.reader, job, now);
  change.commit();
  return http::redirect("/lab");
}

}  // namespace

void add_home_routes(http::Router& router, const std::shared_ptr<Lab>& lab) {
  router.get("/lab", [lab](const http::Request& request) { return list(*lab, request); });
  router.post("/lab/data", [lab](const http::Request& request) { return upload(*lab, request); },
              {.body_limit = kMostUploadBytes});
  router.get("/lab/{set}/delete", [lab](const http::Request& request) { return ask_to_forget(*lab, request); });
  router.post("/lab/{set}/delete", [lab](const http::Request& request) { return forget(*lab, request); });
}

}  // namespace rapport::research
