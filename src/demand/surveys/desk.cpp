#include "demand/surveys/desk.hpp"

#include "http/errors.hpp"

namespace rapport::surveys {

Survey survey_of(store::Session& session, const http::Request& request) {
  auto survey = find(session, request.reader.community, request.id_param<SurveyId>("survey"));
  if (!survey) throw http::NotFound{};
  return std::move(*survey);
}

Survey draft_of(store::Transaction& change, const http::Request& request) {
  auto survey = lock(change, request.reader.community, request.id_param<SurveyId>("survey"));
  if (!survey || survey->state != SurveyState::draft) throw http::NotFound{};
  return std::move(*survey);
}

http::Value desk_model(const Survey& survey, std::int64_t now_ms) {
  return http::Value()
      .set("id", to_base32(survey.id))
      .set("title", survey.texts.title)
      .set("purpose", survey.texts.purpose)
      .set("minutes", survey.texts.minutes)
      .set("url", survey.desk_path())
      .set("public_url", survey.path())
      .set("simulated", survey.simulated)
      .set("anonymous", survey.texts.respondents == Respondents::anonymous)
      .set("state", to_string(survey.state))
      .set("is_draft", survey.state == SurveyState::draft)
      .set("is_open", takes_answers(survey, now_ms))
      .set("is_past", survey.state == SurveyState::open && !takes_answers(survey, now_ms))
      .set("is_closed", survey.state == SurveyState::closed)
      .set("opened_at", http::time_or_null(survey.opened_at_ms))
      .set("closes_at", http::time_or_null(survey.closes_at_ms))
      .set("closed_at", http::time_or_null(survey.closed_at_ms))
      .set("started", survey.started)
      .set("submitted", survey.submitted);
}

void add_frame(http::Value& model, const Context& context, const http::Request& request, const Survey* survey) {
  model.set("nav_desk", true);
  http::List crumbs;
  crumbs.push_back(http::Value().set("label", context.messages.text("nav_desk")).set("url", "/desk"));
  crumbs.push_back(http::Value().set("label", context.messages.text("survey_desk_title")).set("url", "/desk/surveys"));
  if (survey) crumbs.push_back(http::Value().set("label", survey->texts.title).set("url", survey->desk_path()));
  model.set("breadcrumbs", std::move(crumbs));
  const auto done = "survey_done_" + std::string(request.query_value("done"));
  if (context.messages.has(done)) model.set("flash", context.messages.text(done));
}

http::List choices(const std::vector<std::pair<std::string, std::string>>& entries, std::string_view chosen) {
  http::List list;
  for (const auto& [value, label] : entries) {
    list.push_back(http::Value().set("value", value).set("label", label).set("chosen", value == chosen));
  }
  return list;
}

http::Request filled(http::Pairs fields) {
  http::Request request;
  request.form = std::move(fields);
  return request;
}

}  // namespace rapport::surveys
