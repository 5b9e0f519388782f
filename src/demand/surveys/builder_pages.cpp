#include "demand/surveys/builder_pages.hpp"

#include "demand/surveys/answer_form.hpp"
#include "demand/surveys/builder_model.hpp"
#include "demand/surveys/question_form.hpp"
#include "demand/surveys/questionnaire_edit.hpp"
#include "http/errors.hpp"
#include "members/permission.hpp"

namespace rapport::surveys {

using http::Value;
using members::Permission;

namespace {

template <class Strong>
Strong id_from(std::string_view text) {
  const auto id = from_base32(text);
  if (!id) throw http::NotFound{};
  return Strong{*id};
}

const Section& section_of(const Questionnaire& questionnaire, SectionId id) {
  for (const auto& section : questionnaire.sections) {
    if (section.id == id) return section;
  }
  throw http::NotFound{};
}

/// @return  whether "do" is one of ours; what it names may be gone already, which is no fault
bool apply(Questionnaire& questionnaire, const std::string& what, const std::string& target) {
  const auto up_or_down = what.ends_with("_up") ? Direction::up : Direction::down;
  if (what == "question_up" || what == "question_down") {
    move(questionnaire, id_from<QuestionId>(target), up_or_down);
  } else if (what == "section_up" || what == "section_down") {
    move(questionnaire, id_from<SectionId>(target), up_or_down);
  } else if (what == "remove_question") {
    remove(questionnaire, id_from<QuestionId>(target));
  } else if (what == "remove_section") {
    remove(questionnaire, id_from<SectionId>(target));
  } else if (what == "remove_construct") {
    remove_construct(questionnaire, target);
  } else {
    return false;
  }
  return true;
}

}  // namespace

struct BuilderPages::Draft {
  Survey survey;
  Questionnaire questionnaire;
};

BuilderPages::Draft BuilderPages::load(store::Session& session, const http::Request& request) {
  auto survey = survey_of(session, request);
  if (survey.state != SurveyState::draft) throw http::NotFound{};
  auto questionnaire = load_questionnaire(session, request.reader.community, survey.id);
  return {std::move(survey), std::move(questionnaire)};
}

BuilderPages::Draft BuilderPages::load_for_change(store::Transaction& change, const http::Request& request) {
  auto survey = draft_of(change, request);
  auto questionnaire = load_questionnaire(change, request.reader.community, survey.id);
  return {std::move(survey), std::move(questionnaire)};
}

http::Response BuilderPages::save(store::Transaction& change, const http::Request& request, const Draft& draft) {
  save_questionnaire(change, request.reader.community, draft.survey.id, draft.questionnaire);
  change.commit();
  return http::redirect(draft.survey.desk_path() + "/build");
}

http::Response BuilderPages::show(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  auto session = context_.database.session();
  const auto survey = survey_of(session, request);
  if (survey.state != SurveyState::draft) return http::redirect(survey.desk_path());
  const auto questionnaire = load_questionnaire(session, request.reader.community, survey.id);
  auto model = questionnaire_model(questionnaire, context_.messages);
  model.set("survey", desk_model(survey, context_.clock.now_ms()));
  if (request.query_value("check") == "1") {
    model.set("faults", fault_models(faults_of(questionnaire), context_.messages));
  }
  add_frame(model, context_, request, &survey);
  return http::page("demand/surveys/build.html", survey.texts.title, std::move(model), 200);
}

http::Response BuilderPages::edit(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  store::Transaction change{context_.database};
  auto draft = load_for_change(change, request);
  if (!apply(draft.questionnaire, request.field("do"), request.field("target"))) throw http::NotFound{};
  return save(change, request, draft);
}

http::Response BuilderPages::form_page(const http::Request& request, const Draft& draft, std::string_view template_name,
                                       std::string_view title_key, Value model, const http::Form& form) {
  model.set("survey", desk_model(draft.survey, context_.clock.now_ms()));
  model.set("action", request.path + (request.query_string.empty() ? "" : "?" + request.query_string));
  model.set("has_errors", !form.ok());
  add_frame(model, context_, request, &draft.survey);
  const auto title = context_.messages.text(title_key);
  model.set("heading", title);
  return http::page(template_name, std::string(title), std::move(model), form.ok() ? 200 : 422);
}

http::Response BuilderPages::section_page(const http::Request& request, const Draft& draft, const http::Form& form) {
  return form_page(request, draft, "demand/surveys/section.html", "survey_section",
                   Value().set("fields", form.values({"title", "introduction"})), form);
}

http::Response BuilderPages::section(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  auto session = context_.database.session();
  const auto draft = load(session, request);
  http::Request first;
  if (request.query_id("section")) {
    const auto& known = section_of(draft.questionnaire, SectionId{*request.query_id("section")});
    first = filled({{"title", known.title}, {"introduction", known.introduction}});
  }
  return section_page(request, draft, http::Form{first, context_.messages});
}

http::Response BuilderPages::save_section(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  http::Form form{request, context_.messages};
  Section section;
  section.title = form.text("title", 1, 120);
  section.introduction = form.text("introduction", 0, 1000);
  store::Transaction change{context_.database};
  auto draft = load_for_change(change, request);
  if (!form.ok()) return section_page(request, draft, form);
  const auto known = request.query_id("section");
  section.id = known ? section_of(draft.questionnaire, SectionId{*known}).id : context_.ids.next<SectionId>();
  put(draft.questionnaire, section);
  return save(change, request, draft);
}

http::Response BuilderPages::construct_page(const http::Request& request, const Draft& draft, const http::Form& form) {
  auto model = Value().set("fields", form.values({"code", "name", "mode"}));
  const auto* mode = model.find("fields")->find("mode")->find("value");
  model.set("is_formative", std::get<std::string>(mode->data()) == "formative");
  return form_page(request, draft, "demand/surveys/construct.html", "survey_construct", std::move(model), form);
}

http::Response BuilderPages::construct(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  auto session = context_.database.session();
  const auto draft = load(session, request);
  http::Request first;
  if (const auto code = request.query_value("construct"); !code.empty()) {
    const auto* known = draft.questionnaire.find_construct(code);
    if (!known) throw http::NotFound{};
    first = filled({{"code", known->code}, {"name", known->name}, {"mode", std::string(to_string(known->mode))}});
  }
  return construct_page(request, draft, http::Form{first, context_.messages});
}

http::Response BuilderPages::save_construct(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  http::Form form{request, context_.messages};
  Construct construct{.code = form.text("code", 1, 32), .name = form.text("name", 1, 120)};
  construct.mode = measurement_mode_from(form.choice("mode", {"reflective", "formative"})).value();
  if (!construct.code.empty() && !is_variable_name(construct.code)) {
    form.fail("code", std::string(context_.messages.text("survey_code_unusable")));
  }
  store::Transaction change{context_.database};
  auto draft = load_for_change(change, request);
  const std::string old(request.query_value("construct"));
  auto edited = draft.questionnaire;
  if (!put_construct(edited, old, construct)) throw http::NotFound{};
  for (const auto& [fault, where] : faults_of(edited)) {
    const bool names_clash = fault == Fault::construct_named_as_question && where == construct.code;
    if (names_clash) form.fail("code", std::string(context_.messages.text("survey_code_taken")));
  }
  if (!form.ok()) return construct_page(request, draft, form);
  draft.questionnaire = std::move(edited);
  return save(change, request, draft);
}

http::Response BuilderPages::question_page(const http::Request& request, const Draft& draft, QuestionKind kind,
                                           const http::Form& form) {
  auto model = Value().set("fields", form.values({"code", "text", "stem", "hint", "construct", "options", "minimum",
                                                  "maximum", "unit", "max_length", "scale"}));
  const auto value_of = [&](std::string_view field) {
    return std::get<std::string>(model.find("fields")->find(field)->find("value")->data());
  };
  model.set("constructs", choices(construct_entries(draft.questionnaire, context_.messages), value_of("construct")));
  model.set("scales", choices(offered_scales(context_.messages), value_of("scale")));
  model.set("kind", kind_word(kind, context_.messages));
  model.set("is_likert", kind == QuestionKind::likert);
  model.set("has_options", kind == QuestionKind::single || kind == QuestionKind::multiple);
  model.set("is_number", kind == QuestionKind::number);
  model.set("is_text", kind == QuestionKind::text);
  model.set("measures", kind == QuestionKind::likert || kind == QuestionKind::number);
  model.set("required", form.checked("required"));
  model.set("reversed", form.checked("reversed"));
  return form_page(request, draft, "demand/surveys/question.html", "survey_question", std::move(model), form);
}

http::Response BuilderPages::question(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  auto session = context_.database.session();
  const auto draft = load(session, request);
  if (const auto id = request.query_id("question")) {
    const auto* known = draft.questionnaire.find(QuestionId{*id});
    if (!known) throw http::NotFound{};
    const auto first = filled(fields_of(*known));
    return question_page(request, draft, known->kind, http::Form{first, context_.messages});
  }
  const auto kind = question_kind_from(request.query_value("kind"));
  if (!kind) throw http::NotFound{};
  section_of(draft.questionnaire, id_from<SectionId>(request.query_value("section")));
  auto first = filled({{"max_length", "2000"}});
  if (*kind == QuestionKind::likert) first.form.emplace_back("scale", "agree7");
  return question_page(request, draft, *kind, http::Form{first, context_.messages});
}

http::Response BuilderPages::save_question(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  store::Transaction change{context_.database};
  auto draft = load_for_change(change, request);
  QuestionId self{};
  SectionId section{};
  std::optional<QuestionKind> kind;
  if (const auto id = request.query_id("question")) {
    const auto* known = draft.questionnaire.find(QuestionId{*id});
    if (!known) throw http::NotFound{};
    self = known->id;
    kind = known->kind;
  } else {
    kind = question_kind_from(request.query_value("kind"));
    section = section_of(draft.questionnaire, id_from<SectionId>(request.query_value("section"))).id;
  }
  if (!kind) throw http::NotFound{};
  http::Form form{request, context_.messages};
  auto question = read_question(form, request, *kind, self, draft.questionnaire, context_.messages);
  if (!form.ok()) return question_page(request, draft, *kind, form);
  question.id = self.value != 0 ? self : context_.ids.next<QuestionId>();
  put(draft.questionnaire, section, question);
  return save(change, request, draft);
}

http::Response BuilderPages::items_page(const http::Request& request, const Draft& draft, const http::Form& form) {
  auto model = Value().set("fields", form.values({"stem", "construct", "prefix", "scale", "options", "items"}));
  const auto value_of = [&](std::string_view field) {
    return std::get<std::string>(model.find("fields")->find(field)->find("value")->data());
  };
  model.set("constructs", choices(construct_entries(draft.questionnaire, context_.messages), value_of("construct")));
  model.set("scales", choices(offered_scales(context_.messages), value_of("scale")));
  model.set("required", form.checked("required"));
  return form_page(request, draft, "demand/surveys/items.html", "survey_items", std::move(model), form);
}

http::Response BuilderPages::items(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  auto session = context_.database.session();
  const auto draft = load(session, request);
  section_of(draft.questionnaire, id_from<SectionId>(request.query_value("section")));
  const auto first = filled({{"scale", "agree7"}});
  return items_page(request, draft, http::Form{first, context_.messages});
}

http::Response BuilderPages::save_items(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  store::Transaction change{context_.database};
  auto draft = load_for_change(change, request);
  const auto section = section_of(draft.questionnaire, id_from<SectionId>(request.query_value("section"))).id;
  http::Form form{request, context_.messages};
  auto items = read_items(form, request, draft.questionnaire, context_.messages);
  if (!form.ok()) return items_page(request, draft, form);
  for (auto& item : items) {
    item.id = context_.ids.next<QuestionId>();
    put(draft.questionnaire, section, item);
  }
  return save(change, request, draft);
}

http::Response BuilderPages::preview(const http::Request& request) {
  members::require(request, Permission::build_surveys);
  auto session = context_.database.session();
  const auto survey = survey_of(session, request);
  const auto questionnaire = load_questionnaire(session, request.reader.community, survey.id);
  http::List parts;
  for (const auto& section : questionnaire.sections) parts.push_back(section_model(section, {}, {}, nullptr));
  auto model = Value()
                   .set("survey", desk_model(survey, context_.clock.now_ms()))
                   .set("introduction_html", http::Html{survey.introduction_html})
                   .set("thanks_html", http::Html{survey.thanks_html})
                   .set("parts", std::move(parts));
  add_frame(model, context_, request, &survey);
  return http::page("demand/surveys/preview.html", survey.texts.title, std::move(model));
}

}  // namespace rapport::surveys
