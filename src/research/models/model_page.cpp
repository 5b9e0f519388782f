#include "research/models/model_page.hpp"

#include <algorithm>

#include "research/estimations/estimation_list.hpp"
#include "research/models/model_store.hpp"
#include "research/sets/set_page.hpp"

namespace rapport::research {
namespace {

constexpr int kMostShown = 20;  // saved models
constexpr int kLatestResults = 10;

http::Value item_value(const AnswerSet& set, const std::string& name) {
  const AnswerVariable* variable = set.find(name);
  return http::Value{}
      .set("name", name)
      .set("label", variable && !variable->label.empty() ? http::Value(variable->label) : http::Value{})
      .set("reversed", variable && variable->reversed);
}

http::Value instrument(const AnswerSet& set) {
  http::List constructs;
  std::vector<std::string> used;
  for (const auto& construct : set.constructs) {
    http::List items;
    for (const auto& item : construct.items) items.push_back(item_value(set, item));
    used.insert(used.end(), construct.items.begin(), construct.items.end());
    constructs.push_back(http::Value{}
                             .set("code", construct.code)
                             .set("name", set.construct_name(construct.code))
                             .set("items", std::move(items)));
  }
  http::List others;
  for (const auto& column : set.table.columns) {
    if (std::find(used.begin(), used.end(), column.name) == used.end()) others.push_back(item_value(set, column.name));
  }
  return http::Value{}.set("constructs", std::move(constructs)).set("others", std::move(others));
}

http::Value saved_models(const Lab& lab, const http::Request& request, const AnswerSet& set) {
  http::List list;
  const auto models = list_models(lab.database.session(), request.reader.community, set.about.id, kMostShown);
  for (const auto& model : models) {
    list.push_back(http::Value{}
                       .set("name", model.name)
                       .set("url", path_of(set.about) + "/model?model=" + to_base32(model.id))
                       .set("who", model.author.empty() ? http::Value{} : http::Value(model.author))
                       .set("at", http::Time{model.created_at_ms}));
  }
  return list;
}

http::Value schemes(const Lab& lab, const std::string& chosen) {
  http::List list;
  for (const char* scheme : {"path", "factorial", "centroid"}) {
    list.push_back(http::Value{}
                       .set("value", scheme)
                       .set("label", lab.messages.text(std::string("lab_scheme_") + scheme))
                       .set("chosen", chosen == scheme));
  }
  return list;
}

/// A field as the template shows it: what stands in it, and what is wrong with it.
http::Value field(http::Value value, const http::Form* form, std::string_view name) {
  http::Value error;
  if (form) {
    const auto found = form->errors().find(name);
    if (found != form->errors().end()) error = found->second;
  }
  return http::Value{}.set("value", std::move(value)).set("error", std::move(error));
}

/// What was typed, when a form was sent: also if it is no number.
http::Value number_field(std::int64_t number, const http::Request& request, const http::Form* form,
                         std::string_view name) {
  return field(form ? http::Value(request.field(name)) : http::Value(number), form, name);
}

}  // namespace

http::Value drawing_value(const Lab& lab, const AnswerSet& set, const ReadModel& read) {
  return http::Value{}
      .set("drawing_html",
           read.model ? http::Value(http::Html{drawing_of(*read.model, set.about, lab.messages)}) : http::Value{})
      .set("problem", read.problem.empty() ? http::Value{} : http::Value(read.problem));
}

http::Value model_page(const Lab& lab, const http::Request& request, const AnswerSet& set, const ModelInput& input,
                       const ReadModel& read, const http::Form* form) {
  http::Value page = set_model(lab, set, Tab::model);
  const std::string path = path_of(set.about);
  page.set("action_url", path + "/model")
      .set("drawing_url", path + "/drawing")
      .set("questionnaire_url",
           set.constructs.empty() ? http::Value{} : http::Value(path + "/model?model=questionnaire"))
      .set("instrument", instrument(set))
      .set("saved", saved_models(lab, request, set))
      .set("latest", estimation_list(lab, request.reader.community,
                                     {.method = Method::pls, .answers = set.about.id, .limit = kLatestResults},
                                     pls_words(lab.messages)))
      .set("schemes", schemes(lab, input.settings.scheme))
      .set("model_text", input.text)
      .set("draws", number_field(input.settings.draws, request, form, "draws"))
      .set("seed", number_field(input.settings.seed, request, form, "seed"))
      .set("name", field(input.name, form, "name"))
      .set("model_error", field({}, form, kModelField))
      .set("drawing", drawing_value(lab, set, read))
      .set("has_errors", form && !form->ok());
  return page;
}

}  // namespace rapport::research
