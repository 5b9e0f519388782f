#include "research/sem/sem_pages.hpp"

#include "http/form.hpp"
#include "research/estimations/estimation_list.hpp"
#include "research/estimations/estimation_pages.hpp"
#include "research/models/model_form.hpp"
#include "research/sem/sem_check.hpp"
#include "research/sem/sem_form.hpp"
#include "research/sets/set_page.hpp"
#include "stats/diagram/sem_diagram.hpp"

namespace rapport::research {
namespace {

constexpr std::string_view kPage = "research/sem/sem.html";
constexpr std::string_view kDrawing = "research/models/drawing.html";
constexpr int kLatestResults = 10;

/// What stands in the form.
struct SemInput {
  std::string text = {};
  SemSettings settings = {};
};

http::Value drawing_value(const Lab& lab, const AnswerSet& set, const ReadSem& read) {
  http::Value drawing;
  if (read.outline) {
    drawing = http::Html{stats::draw_sem_diagram(*read.outline, 1, {.title = drawing_title(set.about, lab.messages)})};
  }
  return http::Value{}
      .set("drawing_html", std::move(drawing))
      .set("problem", read.problem.empty() ? http::Value{} : http::Value(read.problem));
}

http::Value instrument(const AnswerSet& set) {
  http::List list;
  for (const std::string& name : set.variable_names()) {
    const AnswerVariable* variable = set.find(name);
    list.push_back(
        http::Value{}
            .set("name", name)
            .set("label", variable && !variable->label.empty() ? http::Value(variable->label) : http::Value{}));
  }
  return list;
}

http::Value error_of(const http::Form* form, std::string_view name) {
  if (!form) return {};
  const auto found = form->errors().find(name);
  return found == form->errors().end() ? http::Value{} : http::Value(found->second);
}

http::Response shown(const Lab& lab, const http::Request& request, const AnswerSet& set, const SemInput& input,
                     const ReadSem& read, const http::Form* form = nullptr) {
  http::Value page = set_model(lab, set, Tab::sem);
  const std::string path = path_of(set.about);
  page.set("action_url", path + "/sem")
      .set("drawing_url", path + "/sem-drawing")
      .set("questionnaire_url", set.constructs.empty() ? http::Value{} : http::Value(path + "/sem?model=questionnaire"))
      .set("can_compare_groups", can_have_groups(set))
      .set("variables", instrument(set))
      .set("model_text", input.text)
      .set("model_error", http::Value{}.set("error", error_of(form, kModelField)))
      .set("hypotheses",
           http::Value{}.set("value", input.settings.hypotheses).set("error", error_of(form, "hypotheses")))
      .set("fields", setting_fields(input.settings, set, lab.messages, form))
      .set("further", further_fields(input.settings, set, lab.messages, form))
      .set("drawing", drawing_value(lab, set, read))
      .set("latest", estimation_list(lab, request.reader.community,
                                     {.method = Method::sem, .answers = set.about.id, .limit = kLatestResults},
                                     sem_words(lab.messages)))
      .set("has_errors", form && !form->ok());
  return http::page(kPage, set.about.title, std::move(page), form && !form->ok() ? 422 : 200);
}

/// What the page opens with: the model of a result that the address names, that of the newest one, or what the
/// questionnaire says.
SemInput opened(const Lab& lab, const http::Request& request, const AnswerSet& set) {
  auto session = lab.database.session();
  const CommunityId community = request.reader.community;
  const auto of = [&](EstimationId id) -> SemInput {
    const auto result = find_estimation(session, community, Method::sem, id);
    if (!result || result->answers != set.about.id) throw http::NotFound{};
    return {.text = result->model, .settings = read_settings(result->settings)};
  };
  if (const auto id = request.query_id("result")) return of(EstimationId{*id});
  if (request.query_value("model") != "questionnaire") {
    const auto newest =
        list_estimations(session, community, {.method = Method::sem, .answers = set.about.id, .limit = 1});
    if (!newest.empty()) return of(newest.front().id);
  }
  std::vector<AnswerConstruct> latent;  // a single item measures nothing but itself
  for (const auto& construct : set.constructs) {
    if (construct.items.size() > 1) latent.push_back(construct);
  }
  return {.text = measurement_model(latent)};
}

http::Response show(const Lab& lab, const http::Request& request) {
  const AnswerSet set = set_of(lab, request);
  const SemInput input = opened(lab, request, set);
  const ReadSem read = input.text.empty() ? ReadSem{} : read_sem(input.text, input.settings.function, set);
  return shown(lab, request, set, input, read);
}

http::Response draw(const Lab& lab, const http::Request& request) {
  const AnswerSet set = set_of(lab, request);
  const std::string function = request.field("function");
  const ReadSem read = read_sem(typed_model(request), function.empty() ? "sem" : function, set);
  return http::fragment(kDrawing, http::Value{}.set("drawing", drawing_value(lab, set, read)),
                        read.outline ? 200 : 422);
}

http::Response submitted(const Lab& lab, const http::Request& request) {
  const AnswerSet set = set_of(lab, request);
  http::Form form{request, lab.messages};
  SemInput input{.text = typed_model(request)};
  input.settings = typed_settings(form, request, set, lab.messages);
  const ReadSem read = read_sem(input.text, input.settings.function, set);
  if (!read.outline) form.fail(kModelField, read.problem);
  const bool draws = request.field("action") == "draw";
  const SemSettings used = as_used(input.settings);
  if (form.ok() && !draws) check_settings(form, used, input.text, set, lab.messages);
  if (!form.ok() || draws) return shown(lab, request, set, input, read, &form);
  return ask_for(lab, request, Method::sem, set.about, input.text, to_json(used));
}

}  // namespace

void add_sem_routes(http::Router& router, const std::shared_ptr<Lab>& lab) {
  router.get("/lab/{set}/sem", [lab](const http::Request& request) { return show(*lab, request); });
  router.post("/lab/{set}/sem", [lab](const http::Request& request) { return submitted(*lab, request); });
  router.post("/lab/{set}/sem-drawing", [lab](const http::Request& request) { return draw(*lab, request); });
}

}  // namespace rapport::research
