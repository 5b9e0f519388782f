#include "demand/surveys/result_pages.hpp"

#include "demand/surveys/result_model.hpp"
#include "demand/surveys/submitted_store.hpp"
#include "demand/surveys/survey_export.hpp"
#include "demand/surveys/tally_store.hpp"
#include "http/errors.hpp"
#include "members/permission.hpp"
#include "spine/event.hpp"

namespace rapport::surveys {

using http::Value;
using members::Permission;

namespace {

constexpr int kNewestTexts = 20;

/// A survey that has been open. @throws NotFound for a draft
Survey opened(store::Session& session, const http::Request& request) {
  auto survey = survey_of(session, request);
  if (survey.state == SurveyState::draft) throw http::NotFound{};
  return survey;
}

Value figures(std::int64_t started, std::int64_t submitted) {
  return Value()
      .set("started", started)
      .set("submitted", submitted)
      .set("completion", readable_share(submitted, started));
}

std::string median_words(const Tally& tally, const http::Messages& messages) {
  const auto median = tally.median_seconds();
  if (!median) return "-";
  if (*median >= 3600) return std::string(messages.text("survey_an_hour_or_more"));
  return messages.format("survey_minutes_seconds",
                         {{.name = "minutes", .number = *median / 60}, {.name = "seconds", .number = *median % 60}});
}

std::string file_name(const Survey& survey, std::string_view what) {
  return survey.name() + std::string(what);
}

}  // namespace

http::Response ResultPages::show(const http::Request& request) {
  members::require(request, Permission::see_survey_results);
  const bool builds = members::may(request.reader, Permission::build_surveys);
  const bool exports = members::may(request.reader, Permission::export_answers);
  const auto community = request.reader.community;
  auto session = context_.database.session();
  const auto survey = survey_of(session, request);
  if (survey.state == SurveyState::draft) {
    if (!builds) throw http::NotFound{};
    return http::redirect(survey.desk_path() + "/build");
  }
  const auto questionnaire = load_questionnaire(session, community, survey.id);
  auto tally = load_tally(session, community, survey.id);
  http::List sections;
  for (const auto& section : questionnaire.sections) {
    http::List questions;
    for (const auto& question : section.questions) {
      auto model = result_model(question, tally.questions[question.id]);
      if (exports && question.kind == QuestionKind::text) {
        http::List texts;
        for (auto& text : newest_texts(session, community, question.id, kNewestTexts))
          texts.emplace_back(std::move(text));
        model.set("texts", std::move(texts));
      }
      questions.push_back(std::move(model));
    }
    sections.push_back(Value().set("section_title", section.title).set("questions", std::move(questions)));
  }
  auto model =
      Value()
          .set("survey", desk_model(survey, context_.clock.now_ms()))
          .set("figures", figures(tally.started, tally.submitted).set("median", median_words(tally, context_.messages)))
          .set("days", day_models(tally))
          .set("chart", day_chart(tally))
          .set("sections", std::move(sections))
          .set("builds", builds)
          .set("exports", exports)
          .set("uses_lab", tally.submitted > 0 && members::may(request.reader, Permission::use_lab));
  add_frame(model, context_, request, nullptr);
  return http::page("demand/surveys/results.html", survey.texts.title, std::move(model));
}

http::Response ResultPages::live(const http::Request& request) {
  members::require(request, Permission::see_survey_results);
  const auto community = request.reader.community;
  const auto id = opened(*context_.database.session(), request).id;
  return http::events([context = context_, community, id](const std::shared_ptr<http::EventStream>& stream) {
    const auto send = [context, community, id, stream] {
      const auto survey = find(*context.database.session(), community, id);
      if (!survey) return false;
      return stream->send("figures", "", http::to_json(figures(survey->started, survey->submitted)));
    };
    // Subscribed before the first figures are sent, so that no answer falls between the two.
    context.live.subscribe(community, id.value, [send](const spine::Event&) { return send(); });
    send();
  });
}

http::Response ResultPages::answers_csv(const http::Request& request) {
  members::require(request, Permission::export_answers);
  auto session = context_.database.session();
  const auto survey = opened(*session, request);
  const auto questionnaire = load_questionnaire(session, request.reader.community, survey.id);
  return http::download(
      "text/csv; charset=utf-8", file_name(survey, "-answers.csv"),
      surveys::answers_csv(session, request.reader.community, survey, questionnaire, context_.secret));
}

http::Response ResultPages::codebook(const http::Request& request) {
  members::require(request, Permission::see_survey_results);
  auto session = context_.database.session();
  const auto survey = opened(*session, request);
  auto model = surveys::codebook(survey, load_questionnaire(session, request.reader.community, survey.id));
  model.set("survey", desk_model(survey, context_.clock.now_ms()));
  add_frame(model, context_, request, &survey);
  return http::page("demand/surveys/codebook.html", survey.texts.title, std::move(model));
}

http::Response ResultPages::codebook_csv(const http::Request& request) {
  members::require(request, Permission::see_survey_results);
  auto session = context_.database.session();
  const auto survey = opened(*session, request);
  return http::download(
      "text/csv; charset=utf-8", file_name(survey, "-codebook.csv"),
      surveys::codebook_csv(survey, load_questionnaire(session, request.reader.community, survey.id)));
}

}  // namespace rapport::surveys
