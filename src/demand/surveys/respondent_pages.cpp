#include "demand/surveys/respondent_pages.hpp"

#include <charconv>

#include "demand/surveys/answer_form.hpp"
#include "http/cookies.hpp"
#include "http/errors.hpp"
#include "members/token.hpp"

namespace rapport::surveys {

using http::Value;

namespace {

constexpr int kListed = 50;
constexpr int kCookieDays = 60;

std::string cookie_name(SurveyId id) {
  return "survey-" + to_base32(id);
}

Value survey_model(const Survey& survey) {
  return Value()
      .set("title", survey.texts.title)
      .set("purpose", survey.texts.purpose)
      .set("minutes", survey.texts.minutes)
      .set("url", survey.path())
      .set("simulated", survey.simulated)
      .set("anonymous", survey.texts.respondents == Respondents::anonymous)
      .set("submitted", survey.submitted)
      .set("closes_at", http::time_or_null(survey.closes_at_ms))
      .set("closed_at", http::time_or_null(survey.closed_at_ms))
      .set("introduction_html", http::Html{survey.introduction_html})
      .set("thanks_html", http::Html{survey.thanks_html})
      .set("outcome_html", http::Html{survey.outcome_html});
}

http::List breadcrumbs(const http::Messages& messages, const Survey& survey, bool here) {
  http::List crumbs;
  crumbs.push_back(Value().set("label", messages.text("survey_list_title")).set("url", "/say"));
  crumbs.push_back(here ? Value().set("label", survey.texts.title)
                        : Value().set("label", survey.texts.title).set("url", survey.path()));
  return crumbs;
}

std::string part_url(const Survey& survey, std::size_t part) {
  return survey.path() + "/answer?part=" + std::to_string(part);
}

/// The number of a part, from 1, as the address gives it. @throws NotFound if there is no such part
std::size_t part_of(const http::Request& request, const Questionnaire& questionnaire) {
  const auto text = request.query_value("part");
  std::size_t part = text.empty() ? 1 : 0;
  std::from_chars(text.data(), text.data() + text.size(), part);
  if (part < 1 || part > questionnaire.sections.size()) throw http::NotFound{};
  return part;
}

}  // namespace

struct RespondentPages::Visit {
  Survey survey;
  Respondent respondent;
  std::optional<Response> response;
  bool took_part = false;  // anonymously, as the member who is signed in

  bool has_answered() const { return took_part || (response && response->submitted_at_ms); }
  bool needs_sign_in() const { return survey.texts.respondents == Respondents::members && !respondent.member; }
};

/// @throws NotFound for a draft, too
RespondentPages::Visit RespondentPages::visit(store::Session& session, const http::Request& request) {
  const auto community = request.reader.community;
  auto survey = find(session, community, request.id_param<SurveyId>("survey"));
  if (!survey || survey->state == SurveyState::draft) throw http::NotFound{};
  Visit visit{.survey = std::move(*survey), .respondent = {community, {}, request.reader.member}, .response = {}};
  if (const auto* token = http::find(request.cookies, cookie_name(visit.survey.id))) visit.respondent.token = *token;
  visit.response = find_response(session, visit.respondent, visit.survey);
  visit.took_part = request.reader.member && visit.survey.texts.respondents == Respondents::anonymous &&
                    has_taken_part(session, community, visit.survey.id, *request.reader.member);
  return visit;
}

http::Response RespondentPages::list(const http::Request& request) {
  auto session = context_.database.session();
  http::List open, earlier;
  for (const auto& survey : surveys::list(session, request.reader.community, SurveyState::open, kListed)) {
    auto& into = takes_answers(survey, context_.clock.now_ms()) ? open : earlier;
    into.push_back(survey_model(survey));
  }
  for (const auto& survey : surveys::list(session, request.reader.community, SurveyState::closed, kListed)) {
    earlier.push_back(survey_model(survey));
  }
  return http::page("demand/surveys/list.html", std::string(context_.messages.text("survey_list_title")),
                    Value().set("nav_say", true).set("open", std::move(open)).set("earlier", std::move(earlier)));
}

http::Response RespondentPages::introduction(const http::Request& request) {
  auto session = context_.database.session();
  const auto visit = this->visit(session, request);
  if (request.param("survey") != visit.survey.name()) return http::redirect(visit.survey.path());
  if (!takes_answers(visit.survey, context_.clock.now_ms())) return closed_page(visit.survey, 200);
  auto model = survey_model(visit.survey);
  model.set("nav_say", true);
  model.set("breadcrumbs", breadcrumbs(context_.messages, visit.survey, true));
  model.set("answered", visit.has_answered());
  model.set("needs_sign_in", visit.needs_sign_in());
  model.set("begun", visit.response.has_value());
  model.set("may_start", !visit.has_answered() && !visit.needs_sign_in());
  model.set("continue_url", part_url(visit.survey, 1));
  model.set("cookie_refused", request.query_value("cookie") == "none");
  return http::page("demand/surveys/introduction.html", visit.survey.texts.title, std::move(model));
}

http::Response RespondentPages::begin(const http::Request& request) {
  store::Transaction change{context_.database};
  auto visit = this->visit(change, request);
  if (visit.needs_sign_in()) throw http::SignInRequired{};
  if (!takes_answers(visit.survey, context_.clock.now_ms()) || visit.has_answered()) {
    return http::redirect(visit.survey.path());
  }
  auto response = http::redirect(part_url(visit.survey, 1));
  if (visit.response) return response;  // the button was pressed twice
  if (visit.survey.texts.respondents == Respondents::anonymous) {
    visit.respondent.token = members::random_token();
    response.header("Set-Cookie", cookie_name(visit.survey.id) + "=" +
                                      http::cookie(visit.respondent.token, {.secure = request.https,
                                                                            .max_age_s = kCookieDays * 24 * 3600,
                                                                            .path = visit.survey.path()}));
  }
  surveys::begin(change, visit.respondent, visit.survey, context_.ids.next<ResponseId>(), context_.clock.now_ms());
  change.commit();
  return response;
}

http::Response RespondentPages::part(const http::Request& request) {
  auto session = context_.database.session();
  const auto visit = this->visit(session, request);
  if (visit.has_answered()) return http::redirect(visit.survey.path() + "/thanks");
  if (!takes_answers(visit.survey, context_.clock.now_ms())) return closed_page(visit.survey, 200);
  if (!visit.response) return http::redirect(visit.survey.path() + (visit.needs_sign_in() ? "" : "?cookie=none"));
  const auto questionnaire = load_questionnaire(session, visit.respondent.community, visit.survey.id);
  const auto part = part_of(request, questionnaire);
  const auto answers = load_answers(session, visit.respondent.community, visit.response->id);
  std::map<QuestionId, std::string> errors;
  if (request.query_value("check") == "1") {
    errors = missing_answers(questionnaire.sections[part - 1], answers, context_.messages);
  }
  return part_page(visit, questionnaire, part, answers, errors, nullptr);
}

http::Response RespondentPages::save_part(const http::Request& request) {
  store::Transaction change{context_.database};
  const auto visit = this->visit(change, request);
  if (visit.has_answered()) return http::redirect(visit.survey.path() + "/thanks");  // sent twice
  if (!visit.response) return http::redirect(visit.survey.path() + (visit.needs_sign_in() ? "" : "?cookie=none"));
  const auto community = visit.respondent.community;
  const auto questionnaire = load_questionnaire(change, community, visit.survey.id);
  const auto part = part_of(request, questionnaire);
  const auto& section = questionnaire.sections[part - 1];
  auto form = read_answers(request, section, context_.messages);
  if (!save_answers(change, community, visit.response->id, section.questions, form.answers)) {
    return http::redirect(visit.survey.path() + "/thanks");  // sent meanwhile
  }
  const bool is_open = takes_answers(visit.survey, context_.clock.now_ms());
  const bool goes_back = request.field("go") == "back";
  if (is_open && !goes_back && form.errors.empty() && form.missing.empty() && part == questionnaire.sections.size()) {
    const auto answers = load_answers(change, community, visit.response->id);
    if (const auto incomplete = first_incomplete_part(questionnaire, answers)) {
      change.commit();
      return http::redirect(part_url(visit.survey, *incomplete) + "&check=1");
    }
    const auto submission = submit(change, visit.respondent, visit.survey, questionnaire, *visit.response,
                                   context_.ids.next<EventId>(), context_.clock.now_ms());
    if (submission == Submission::done) change.commit();
    return http::redirect(visit.survey.path() + "/thanks");
  }
  change.commit();
  if (!is_open) return closed_page(visit.survey, 409);
  auto errors = std::move(form.errors);
  if (!goes_back) errors.merge(form.missing);
  if (!errors.empty()) return part_page(visit, questionnaire, part, form.answers, errors, &request);
  return http::redirect(goes_back && part == 1 ? visit.survey.path()
                                               : part_url(visit.survey, goes_back ? part - 1 : part + 1));
}

http::Response RespondentPages::thanks(const http::Request& request) {
  auto session = context_.database.session();
  const auto visit = this->visit(session, request);
  if (!visit.has_answered()) return http::redirect(visit.survey.path());
  return http::page("demand/surveys/thanks.html", visit.survey.texts.title,
                    survey_model(visit.survey)
                        .set("nav_say", true)
                        .set("breadcrumbs", breadcrumbs(context_.messages, visit.survey, false)));
}

http::Response RespondentPages::part_page(const Visit& visit, const Questionnaire& questionnaire, std::size_t part,
                                          const Answers& answers, const std::map<QuestionId, std::string>& errors,
                                          const http::Request* typed) {
  const auto parts = questionnaire.sections.size();
  const auto minutes_left = (visit.survey.texts.minutes * static_cast<std::int64_t>(parts - part + 1) +
                             static_cast<std::int64_t>(parts) - 1) /
                            static_cast<std::int64_t>(parts);
  auto model = section_model(questionnaire.sections[part - 1], answers, errors, typed);
  model.set("nav_say", true);
  model.set("survey", survey_model(visit.survey));
  model.set("breadcrumbs", breadcrumbs(context_.messages, visit.survey, false));
  model.set("action", part_url(visit.survey, part));
  model.set("part", part);
  model.set("parts", parts);
  model.set("parts_done", part - 1);
  model.set("progress",
            context_.messages.format("survey_progress", {{.name = "part", .number = static_cast<std::int64_t>(part)},
                                                         {.name = "parts", .number = static_cast<std::int64_t>(parts)},
                                                         {.name = "minutes", .number = minutes_left}}));
  model.set("is_last", part == parts);
  model.set("draft_key", visit.survey.name() + "-" + std::to_string(part));
  return http::page("demand/surveys/answer.html", visit.survey.texts.title, std::move(model),
                    errors.empty() || !typed ? 200 : 422);
}

http::Response RespondentPages::closed_page(const Survey& survey, int status) {
  return http::page("demand/surveys/closed.html", survey.texts.title,
                    survey_model(survey)
                        .set("nav_say", true)
                        .set("breadcrumbs", breadcrumbs(context_.messages, survey, true))
                        .set("while_answering", status == 409),
                    status);
}

}  // namespace rapport::surveys
