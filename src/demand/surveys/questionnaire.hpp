#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/answers_table.hpp"
#include "base/ids.hpp"

namespace rapport::surveys {

using SectionId = Id<struct SectionTag>;
using QuestionId = Id<struct QuestionTag>;

enum class QuestionKind { likert, single, multiple, number, text };

std::string_view to_string(QuestionKind kind);
std::optional<QuestionKind> question_kind_from(std::string_view word);
std::string_view to_string(MeasurementMode mode);
std::optional<MeasurementMode> measurement_mode_from(std::string_view word);

/// An option of a choice, or a point of a Likert scale. Its number, from 1, is its place in the list.
struct Option {
  std::string code = {};   // in exports; unique in its question, a letter or digit, then letters, digits and _
  std::string label = {};  // plain text; may be empty for a point between the ends of a scale
  friend bool operator==(const Option&, const Option&) = default;
};

/// One question as it is asked, which for Likert questions is an item. All texts are plain text.
struct Question {
  QuestionId id = {};
  QuestionKind kind = QuestionKind::likert;
  std::string code = {};  // the variable's name: a letter, then letters, digits and _; unique in the survey
  std::string stem = {};  // what neighbouring questions begin with: "How satisfied are you with …"
  std::string text = {};
  std::string hint = {};
  std::string construct = {};  // the code of the construct that this item measures; empty: none
  bool required = false;
  bool reversed = false;               // worded against its construct; only for Likert
  std::vector<Option> options = {};    // choices, or the 2 to 11 points of a Likert scale
  std::optional<double> minimum = {};  // of a number
  std::optional<double> maximum = {};  // of a number
  std::string unit = {};               // of a number
  std::int64_t max_length = 2000;      // of an open answer, in characters
  friend bool operator==(const Question&, const Question&) = default;
};

/// What stands on one page of the survey.
struct Section {
  SectionId id = {};
  std::string title = {};
  std::string introduction = {};
  std::vector<Question> questions = {};
  friend bool operator==(const Section&, const Section&) = default;
};

/// What a set of items measures together.
struct Construct {
  std::string code = {};  // the name in models: a letter, then letters, digits and _
  std::string name = {};  // for readers
  MeasurementMode mode = MeasurementMode::reflective;
  friend bool operator==(const Construct&, const Construct&) = default;
};

/// The instrument: what is asked, in which order, and what it measures.
struct Questionnaire {
  std::vector<Construct> constructs = {};
  std::vector<Section> sections = {};

  // What these point to is a part of this.
  std::vector<const Question*> questions() const&;  // of all sections, in order
  std::vector<const Question*> questions() && = delete;
  const Question* find(QuestionId id) const&;
  const Question* find(QuestionId id) && = delete;
  const Construct* find_construct(std::string_view code) const&;
  friend bool operator==(const Questionnaire&, const Questionnaire&) = default;
};

/// A letter, then at most 31 letters, digits and _: a name that R, lavaan, SPSS and a CSV header take as it is.
bool is_variable_name(std::string_view name);

/// Names that an export uses for what is known of a response: "respondent", "sent_on", "seconds", "pseudonym",
/// "simulated", in any case.
bool is_reserved_name(std::string_view name);

/// The name in the data of one option of a multiple choice: "use_work".
std::string tick_name(const Question& question, const Option& option);

enum class Fault {
  no_question,
  section_without_question,
  code_unusable,
  code_reserved,
  code_twice,  // also if only the case differs, or if an option's column would have the name of another
  text_missing,
  too_few_options,
  option_label_missing,
  option_code_unusable,
  option_code_twice,
  construct_unknown,
  construct_not_numeric,  // a construct's item must be Likert or a number
  construct_without_items,
  construct_named_as_question,
  bounds_crossed
};

/// A reason why a questionnaire cannot be opened, and where: the code or title of the thing.
struct QuestionnaireFault {
  Fault fault;
  std::string where;
  friend bool operator==(const QuestionnaireFault&, const QuestionnaireFault&) = default;
};

/// Everything that stands in the way of opening; empty if nothing does.
std::vector<QuestionnaireFault> faults_of(const Questionnaire& questionnaire);

}  // namespace rapport::surveys
