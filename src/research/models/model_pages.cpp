#include "research/models/model_pages.hpp"

#include "http/form.hpp"
#include "research/estimations/estimation_pages.hpp"
#include "research/estimations/estimation_store.hpp"
#include "research/models/model_page.hpp"
#include "research/models/model_store.hpp"
#include "research/sets/set_page.hpp"

namespace rapport::research {
namespace {

constexpr std::string_view kPage = "research/models/model.html";
constexpr std::string_view kDrawing = "research/models/drawing.html";
constexpr std::int64_t kMostDraws = 10'000;
constexpr std::int64_t kLargestSeed = (std::int64_t{1} << 53) - 1;  // exact in JSON

http::Response shown(const Lab& lab, const http::Request& request, const AnswerSet& set, const ModelInput& input,
                     const ReadModel& read, const http::Form* form = nullptr) {
  const int status = form && !form->ok() ? 422 : 200;
  return http::page(kPage, set.about.title, model_page(lab, request, set, input, read, form), status);
}

/// What the page opens with: the model that the address names, the one kept last, or what the questionnaire says.
ModelInput opened(const Lab& lab, const http::Request& request, const AnswerSet& set) {
  auto session = lab.database.session();
  const CommunityId community = request.reader.community;
  if (const auto id = request.query_id("result")) {
    const auto result = find_estimation(session, community, Method::pls, EstimationId{*id});
    if (!result || result->answers != set.about.id) throw http::NotFound{};
    return {.text = result->model, .settings = read_pls_settings(result->settings)};
  }
  if (request.query_value("model") == "questionnaire") return {.text = measurement_model(set.constructs)};
  if (const auto id = request.query_id("model")) {
    const auto model = find_model(session, community, set.about.id, LabModelId{*id});
    if (!model) throw http::NotFound{};
    return {.text = model->text, .name = model->name};
  }
  const auto models = list_models(session, community, set.about.id, 1);
  if (!models.empty()) return {.text = models.front().text, .name = models.front().name};
  return {.text = measurement_model(set.constructs)};
}

http::Response show(const Lab& lab, const http::Request& request) {
  const AnswerSet set = answers_of(lab, request);
  const ModelInput input = opened(lab, request, set);
  const ReadModel read = input.text.empty() ? ReadModel{} : read_model(input.text, set);
  return shown(lab, request, set, input, read);
}

http::Response draw(const Lab& lab, const http::Request& request) {
  const AnswerSet set = answers_of(lab, request);
  const ReadModel read = read_model(typed_model(request), set);
  return http::fragment(kDrawing, http::Value{}.set("drawing", drawing_value(lab, set, read)), read.model ? 200 : 422);
}

http::Response keep(const Lab& lab, const http::Request& request, const AnswerSet& set, const ModelInput& input) {
  const SavedModel model{.id = lab.ids.next<LabModelId>(),
                         .answers = set.about.id,
                         .name = input.name,
                         .text = input.text,
                         .created_by = request.reader.member,
                         .created_at_ms = lab.clock.now_ms()};
  store::Transaction change{lab.database};
  insert_model(change, request.reader.community, model);
  change.commit();
  return http::redirect(path_of(set.about) + "/model?model=" + to_base32(model.id));
}

http::Response submitted(const Lab& lab, const http::Request& request) {
  const AnswerSet set = answers_of(lab, request);
  http::Form form{request, lab.messages};
  const std::string action = request.field("action");
  ModelInput input{.text = typed_model(request), .name = request.field("name")};
  const ReadModel read = read_model(input.text, set);
  if (!read.model) form.fail(kModelField, read.problem);
  input.settings = {.scheme = form.choice("scheme", {"path", "factorial", "centroid"}),
                    .draws = form.integer("draws", 0, kMostDraws),
                    .seed = form.integer("seed", 0, kLargestSeed)};
  if (action == "keep") input.name = form.text("name", 1, 120);
  if (action == "estimate" && read.model && read.model->paths.empty()) {
    form.fail(kModelField, std::string(lab.messages.text("lab_no_paths")));
  }
  if (form.ok() && action == "keep") return keep(lab, request, set, input);
  if (form.ok() && action == "estimate") {
    return ask_for(lab, request, Method::pls, set.about, input.text, to_json(input.settings));
  }
  return shown(lab, request, set, input, read, &form);
}

}  // namespace

void add_model_routes(http::Router& router, const std::shared_ptr<Lab>& lab) {
  router.get("/lab/{set}/model", [lab](const http::Request& request) { return show(*lab, request); });
  router.post("/lab/{set}/model", [lab](const http::Request& request) { return submitted(*lab, request); });
  router.post("/lab/{set}/drawing", [lab](const http::Request& request) { return draw(*lab, request); });
}

}  // namespace rapport::research
