#include "research/answer_sets/codebook.hpp"

#include <nlohmann/json.hpp>

namespace rapport::research {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::pair<AnswerKind, const char*> kKinds[] = {{AnswerKind::likert, "likert"},
                                                         {AnswerKind::option, "option"},
                                                         {AnswerKind::ticked, "ticked"},
                                                         {AnswerKind::number, "number"}};

std::string word_of(AnswerKind kind) {
  for (const auto& [known, word] : kKinds) {
    if (known == kind) return word;
  }
  return "number";
}

AnswerKind kind_from(const std::string& word) {
  for (const auto& [kind, known] : kKinds) {
    if (known == word) return kind;
  }
  return AnswerKind::number;
}

}  // namespace

std::string codebook_json(const AnswerSet& set) {
  Json json{{"variables", Json::array()}, {"constructs", Json::array()}};
  for (const auto& variable : set.variables) {
    Json labels = Json::array();
    for (const auto& label : variable.value_labels) labels.push_back({{"value", label.value}, {"label", label.label}});
    json["variables"].push_back({{"name", variable.name},
                                 {"label", variable.label},
                                 {"kind", word_of(variable.kind)},
                                 {"construct", variable.construct},
                                 {"reversed", variable.reversed},
                                 {"value_labels", std::move(labels)}});
  }
  for (const auto& construct : set.constructs) {
    json["constructs"].push_back({{"code", construct.code},
                                  {"name", construct.name},
                                  {"formative", construct.mode == MeasurementMode::formative},
                                  {"items", construct.items}});
  }
  return json.dump();
}

void read_codebook(std::string_view text, AnswerSet& set) {
  const Json json = Json::parse(text);
  for (const Json& stored : json.at("variables")) {
    AnswerVariable variable{.name = stored.at("name"),
                            .label = stored.at("label"),
                            .kind = kind_from(stored.at("kind")),
                            .construct = stored.at("construct"),
                            .reversed = stored.at("reversed")};
    for (const Json& label : stored.at("value_labels")) {
      variable.value_labels.push_back({.value = label.at("value"), .label = label.at("label")});
    }
    set.variables.push_back(std::move(variable));
  }
  for (const Json& stored : json.at("constructs")) {
    const bool formative = stored.at("formative");
    set.constructs.push_back({.code = stored.at("code"),
                              .name = stored.at("name"),
                              .mode = formative ? MeasurementMode::formative : MeasurementMode::reflective,
                              .items = stored.at("items")});
  }
}

}  // namespace rapport::research
