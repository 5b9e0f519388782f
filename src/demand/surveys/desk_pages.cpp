#include "demand/surveys/desk_pages.hpp"

#include "demand/surveys/questionnaire_edit.hpp"
#include "http/errors.hpp"
#include "members/permission.hpp"
#include "spine/event.hpp"

namespace rapport::surveys {

using http::Value;
using members::Permission;

namespace {

constexpr int kListed = 100;

SurveyTexts read_texts(http::Form& form) {
  SurveyTexts texts{.title = form.text("title", 1, 120),
                    .purpose = form.text("purpose", 1, 500),
                    .introduction = form.text("introduction", 0, 5000),
                    .thanks = form.text("thanks", 0, 5000),
                    .minutes = form.integer("minutes", 1, 120)};
  texts.respondents = respondents_from(form.choice("respondents", {"anonymous", "members"})).value();
  return texts;
}

http::Request filled_texts(const SurveyTexts& texts) {
  return filled({{"title", texts.title},
                 {"purpose", texts.purpose},
                 {"introduction", texts.introduction},
                 {"thanks", texts.thanks},
                 {"minutes", std::to_string(texts.minutes)},
                 {"respondents", std::string(to_string(texts.respondents))}});
}

}  // namespace

http::Response DeskPages::list(const http::Request& request) {
  members::require(request, Permission::see_survey_results);
  const bool builds = members::may(request.reader, Permission::build_surveys);
  auto session = context_.database.session();
  const auto models = [&](SurveyState state) {
    http::List list;
    for (const auto& survey : surveys::list(session, request.reader.community, state, kListed)) {
      list.push_back(desk_model(survey, context_.clock.now_ms()));
    }
    return list;
  };
  auto model = Value()
                   .set("drafts", builds ? models(SurveyState::draft) : http::List{})
                   .set("open", models(SurveyState::open))
                   .set("closed", models(SurveyState::closed))
                   .set("builds", builds);
  add_frame(model, context_, request, nullptr);
  return http::page("demand/surveys/desk_list.html", std::string(context_.messages.text("survey_desk_title")),
                    std::move(model));
}

http::Response DeskPages::new_survey(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  const auto first = filled_texts({});
  return texts_page(request, http::Form{first, context_.messages}, nullptr, 200);
}

http::Response DeskPages::create(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  http::Form form{request, context_.messages};
  const auto texts = read_texts(form);
  if (!form.ok()) return texts_page(request, form, nullptr, 422);
  store::Transaction change{context_.database};
  const auto survey = insert(change, request.reader.community, context_.ids.next<SurveyId>(),
                             {.texts = texts, .created_by = request.reader.member}, context_.clock.now_ms());
  Section first;
  first.id = context_.ids.next<SectionId>();
  first.title = context_.messages.text("survey_first_section");
  save_questionnaire(change, request.reader.community, survey.id, {.sections = {first}});
  change.commit();
  return http::redirect(survey.desk_path() + "/build?done=created");
}

http::Response DeskPages::texts(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  auto session = context_.database.session();
  const auto survey = survey_of(session, request);
  if (survey.state != SurveyState::draft) throw http::NotFound{};
  const auto present = filled_texts(survey.texts);
  return texts_page(request, http::Form{present, context_.messages}, &survey, 200);
}

http::Response DeskPages::save_texts(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  http::Form form{request, context_.messages};
  const auto texts = read_texts(form);
  store::Transaction change{context_.database};
  const auto survey = draft_of(change, request);
  if (!form.ok()) return texts_page(request, form, &survey, 422);
  update_texts(change, request.reader.community, survey.id, texts);
  change.commit();
  return http::redirect(survey.desk_path() + "/build?done=saved");
}

http::Response DeskPages::publish(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  store::Transaction change{context_.database};
  const auto survey = lock(change, request.reader.community, request.id_param<SurveyId>("survey"));
  if (!survey) throw http::NotFound{};
  if (survey->state != SurveyState::draft) return http::redirect(survey->desk_path());  // pressed twice
  const auto questionnaire = load_questionnaire(change, request.reader.community, survey->id);
  if (!faults_of(questionnaire).empty()) return http::redirect(survey->desk_path() + "/build?check=1");
  open(change, request.reader.community, *survey, questionnaire, request.reader.member, context_.clock.now_ms());
  append(change, request, *survey, "survey.published");
  change.commit();
  return http::redirect(survey->desk_path() + "?done=published");
}

http::Response DeskPages::close(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  store::Transaction change{context_.database};
  const auto survey = survey_of(change, request);
  if (!surveys::close(change, request.reader.community, survey, request.reader.member, context_.clock.now_ms())) {
    return http::redirect(survey.desk_path());
  }
  append(change, request, survey, "survey.closed");
  change.commit();
  return http::redirect(survey.desk_path() + "?done=closed");
}

http::Response DeskPages::reopen(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  store::Transaction change{context_.database};
  const auto survey = lock(change, request.reader.community, request.id_param<SurveyId>("survey"));
  if (!survey || survey->state == SurveyState::draft) throw http::NotFound{};
  // A closing time that has passed would close it again at once.
  set_closing_time(change, request.reader.community, survey->id, std::nullopt);
  if (surveys::open(change, request.reader.community, *survey, {}, request.reader.member, context_.clock.now_ms())) {
    append(change, request, *survey, "survey.reopened");
  }
  change.commit();
  return http::redirect(survey->desk_path() + "?done=reopened");
}

http::Response DeskPages::duplicate(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  store::Transaction change{context_.database};
  const auto original = survey_of(change, request);
  const auto questionnaire = with_new_ids(load_questionnaire(change, request.reader.community, original.id),
                                          [&] { return context_.ids.next(); });
  auto texts = original.texts;
  const auto title = context_.messages.format("survey_copy_of", {{.name = "title", .text = texts.title}});
  if (title.size() <= 120) texts.title = title;
  const auto copy = insert(change, request.reader.community, context_.ids.next<SurveyId>(),
                           {.texts = texts, .created_by = request.reader.member}, context_.clock.now_ms());
  save_questionnaire(change, request.reader.community, copy.id, questionnaire);
  change.commit();
  return http::redirect(copy.desk_path() + "/build?done=copied");
}

http::Response DeskPages::remove(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  store::Transaction change{context_.database};
  const auto survey = draft_of(change, request);
  remove_draft(change, request.reader.community, survey.id);
  change.commit();
  return http::redirect("/desk/surveys?done=removed");
}

http::Response DeskPages::outcome(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  auto session = context_.database.session();
  const auto survey = survey_of(session, request);
  auto model = Value().set("survey", desk_model(survey, context_.clock.now_ms())).set("outcome", survey.outcome);
  add_frame(model, context_, request, &survey);
  return http::page("demand/surveys/outcome.html", survey.texts.title, std::move(model));
}

http::Response DeskPages::save_outcome(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  http::Form form{request, context_.messages};
  const auto outcome = form.text("outcome", 0, 20000);
  store::Transaction change{context_.database};
  const auto survey = survey_of(change, request);
  if (!form.ok()) {
    auto model = Value()
                     .set("survey", desk_model(survey, context_.clock.now_ms()))
                     .set("outcome", request.field("outcome"))
                     .set("error", form.errors().begin()->second);
    add_frame(model, context_, request, &survey);
    return http::page("demand/surveys/outcome.html", survey.texts.title, std::move(model), 422);
  }
  set_outcome(change, request.reader.community, survey.id, outcome);
  change.commit();
  return http::redirect(survey.desk_path() + "?done=saved");
}

http::Response DeskPages::texts_page(const http::Request& request, const http::Form& form, const Survey* survey,
                                     int status) {
  auto model =
      Value().set("fields", form.values({"title", "purpose", "introduction", "thanks", "minutes", "respondents"}));
  const auto* respondents = model.find("fields")->find("respondents")->find("value");
  const bool for_members = std::get<std::string>(respondents->data()) == "members";
  model.set("for_members", for_members);
  model.set("has_errors", !form.ok());
  model.set("action", survey ? survey->desk_path() + "/texts" : std::string("/desk/surveys/new"));
  model.set("cancel_url", survey ? survey->desk_path() + "/build" : std::string("/desk/surveys"));
  model.set("is_new", survey == nullptr);
  add_frame(model, context_, request, survey);
  const auto title = context_.messages.text(survey ? "survey_edit_texts" : "survey_new");
  return http::page("demand/surveys/texts.html", std::string(title), std::move(model), status);
}

void DeskPages::append(store::Transaction& change, const http::Request& request, const Survey& survey,
                       const char* kind) {
  spine::Event event;
  event.community = request.reader.community;
  event.id = context_.ids.next<EventId>();
  event.kind = kind;
  event.actor = request.reader.member;
  event.subject = event.context = survey.id.value;
  event.details = http::to_json(Value().set("title", survey.texts.title).set("path", survey.path()));
  event.at_ms = context_.clock.now_ms();
  spine::append(change, std::move(event));
}

}  // namespace rapport::surveys
