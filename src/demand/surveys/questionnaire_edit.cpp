#include "demand/surveys/questionnaire_edit.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace rapport::surveys {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// Lines that are not blank, without outer white space.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = trimmed(text.substr(0, end));
    if (!line.empty()) lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// "code = text" in two; the code is empty if the line does not begin with one.
std::pair<std::string, std::string> split_code(std::string_view line) {
  const auto equals = line.find('=');
  if (equals != std::string_view::npos && is_code(trimmed(line.substr(0, equals)))) {
    return {std::string(trimmed(line.substr(0, equals))), std::string(trimmed(line.substr(equals + 1)))};
  }
  return {{}, std::string(line)};
}

struct Place {
  std::size_t section, question;
};

std::optional<Place> place_of(const Questionnaire& questionnaire, QuestionId id) {
  for (std::size_t s = 0; s < questionnaire.sections.size(); ++s) {
    const auto& questions = questionnaire.sections[s].questions;
    for (std::size_t q = 0; q < questions.size(); ++q) {
      if (questions[q].id == id) return Place{s, q};
    }
  }
  return std::nullopt;
}

auto section_at(Questionnaire& questionnaire, SectionId id) {
  return std::find_if(questionnaire.sections.begin(), questionnaire.sections.end(),
                      [&](const Section& section) { return section.id == id; });
}

bool uses_code(const Questionnaire& questionnaire, std::string_view code) {
  const auto questions = questionnaire.questions();
  return std::any_of(questions.begin(), questions.end(), [&](const auto* question) { return question->code == code; });
}

}  // namespace

bool move(Questionnaire& questionnaire, QuestionId id, Direction direction) {
  const auto place = place_of(questionnaire, id);
  if (!place) return false;
  auto& sections = questionnaire.sections;
  auto& questions = sections[place->section].questions;
  const bool up = direction == Direction::up;
  if (up ? place->question > 0 : place->question + 1 < questions.size()) {
    std::swap(questions[place->question], questions[up ? place->question - 1 : place->question + 1]);
    return true;
  }
  if (up ? place->section == 0 : place->section + 1 == sections.size()) return false;
  auto question = std::move(questions[place->question]);
  questions.erase(questions.begin() + static_cast<std::ptrdiff_t>(place->question));
  auto& neighbours = sections[up ? place->section - 1 : place->section + 1].questions;
  neighbours.insert(up ? neighbours.end() : neighbours.begin(), std::move(question));
  return true;
}

bool move(Questionnaire& questionnaire, SectionId id, Direction direction) {
  const auto section = section_at(questionnaire, id);
  auto& sections = questionnaire.sections;
  if (section == sections.end()) return false;
  if (direction == Direction::up ? section == sections.begin() : section + 1 == sections.end()) return false;
  std::iter_swap(section, direction == Direction::up ? section - 1 : section + 1);
  return true;
}

bool remove(Questionnaire& questionnaire, QuestionId id) {
  const auto place = place_of(questionnaire, id);
  if (!place) return false;
  auto& questions = questionnaire.sections[place->section].questions;
  questions.erase(questions.begin() + static_cast<std::ptrdiff_t>(place->question));
  return true;
}

bool remove(Questionnaire& questionnaire, SectionId id) {
  return std::erase_if(questionnaire.sections, [&](const Section& section) { return section.id == id; }) > 0;
}

bool remove_construct(Questionnaire& questionnaire, std::string_view code) {
  for (auto& section : questionnaire.sections) {
    for (auto& question : section.questions) {
      if (question.construct == code) question.construct.clear();
    }
  }
  return std::erase_if(questionnaire.constructs, [&](const Construct& known) { return known.code == code; }) > 0;
}

bool put(Questionnaire& questionnaire, SectionId section_id, const Question& question) {
  if (const auto place = place_of(questionnaire, question.id)) {
    questionnaire.sections[place->section].questions[place->question] = question;
    return true;
  }
  const auto section = section_at(questionnaire, section_id);
  if (section == questionnaire.sections.end()) return false;
  section->questions.push_back(question);
  return true;
}

void put(Questionnaire& questionnaire, const Section& section) {
  const auto known = section_at(questionnaire, section.id);
  if (known == questionnaire.sections.end()) {
    questionnaire.sections.push_back(section);
  } else {
    known->title = section.title;
    known->introduction = section.introduction;
  }
}

bool put_construct(Questionnaire& questionnaire, std::string_view old_code, const Construct& construct) {
  if (old_code.empty()) {
    questionnaire.constructs.push_back(construct);
    return true;
  }
  const std::string old(old_code);  // the argument may be a part of what changes
  const auto known = std::find_if(questionnaire.constructs.begin(), questionnaire.constructs.end(),
                                  [&](const Construct& candidate) { return candidate.code == old; });
  if (known == questionnaire.constructs.end()) return false;
  *known = construct;
  for (auto& section : questionnaire.sections) {
    for (auto& question : section.questions) {
      if (question.construct == old) question.construct = construct.code;
    }
  }
  return true;
}

Questionnaire with_new_ids(Questionnaire questionnaire, const std::function<std::int64_t()>& next_id) {
  for (auto& section : questionnaire.sections) {
    section.id = SectionId{next_id()};
    for (auto& question : section.questions) question.id = QuestionId{next_id()};
  }
  return questionnaire;
}

std::vector<Question> items_from(const Questionnaire& questionnaire, std::string_view lines, const std::string& prefix,
                                 const Question& like) {
  std::vector<Question> items;
  int number = 0;
  for (const auto line : lines_of(lines)) {
    Question item = like;
    std::tie(item.code, item.text) = split_code(line);
    for (const std::string_view mark : {"(R)", "(r)"}) {
      if (!item.text.starts_with(mark)) continue;
      item.reversed = true;
      item.text = trimmed(std::string_view(item.text).substr(mark.size()));
    }
    while (item.code.empty()) {
      const auto code = prefix + std::to_string(++number);
      const bool taken_here =
          std::any_of(items.begin(), items.end(), [&](const auto& made) { return made.code == code; });
      if (!taken_here && !uses_code(questionnaire, code)) item.code = code;
    }
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<Option> options_from(std::string_view lines) {
  std::vector<Option> options;
  for (const auto line : lines_of(lines)) {
    auto [code, label] = split_code(line);
    if (code.empty()) code = std::to_string(options.size() + 1);
    if (label == "-") label.clear();
    options.push_back({std::move(code), std::move(label)});
  }
  return options;
}

std::string options_text(const std::vector<Option>& options) {
  std::string text;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const auto& [code, label] = options[i];
    if (code != std::to_string(i + 1)) text += code + " = ";
    text += (label.empty() ? "-" : label) + "\n";
  }
  return text;
}

}  // namespace rapport::surveys
