#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/reader.hpp"
#include "base/value_label.hpp"

namespace rapport {

// What a feature that collects answers hands to the laboratory. The two know only these plain values; app/ connects
// them.

/// How the items of a construct relate to it: reflective items show it (=~), formative ones make it up (<~).
enum class MeasurementMode { reflective, formative };

/// What kind of numbers a variable holds.
enum class AnswerKind {
  likert,  // 1 to the number of points
  option,  // the position of the chosen option, from 1; value_labels names them
  ticked,  // one option of a multiple choice: 1 ticked, 0 not
  number   // as typed
};

/// One variable: a column of the table.
struct AnswerVariable {
  std::string name = {};   // unique in the table: a letter, then letters, digits and _
  std::string label = {};  // the item as asked
  AnswerKind kind = AnswerKind::number;
  std::string construct = {};  // the construct's code, or empty
  bool reversed = false;       // the item is worded against its construct; the values here are already turned round
  std::vector<ValueLabel> value_labels = {};
  std::vector<double> values = {};  // one per respondent, NaN where there is no answer
};

/// A construct with the variables that belong to it, in the order of the questionnaire; at least one.
struct AnswerConstruct {
  std::string code = {};  // as in models: a letter, then letters, digits and _
  std::string name = {};  // for readers
  MeasurementMode mode = MeasurementMode::reflective;
  std::vector<std::string> items = {};
};

/// A set of answers in a list to choose from.
struct AnswersSummary {
  std::int64_t id = 0;
  std::string title = {};
  std::int64_t respondents = 0;
  bool simulated = false;   // must be shown wherever the answers are
  bool collecting = false;  // more answers may come
  bool is_matrix = false;   // no answers, but the covariances that someone published of them
};

/// All answers as numbers: respondents down, in the order in which they came in; variables across. Open answers are not
/// here.
struct AnswersTable {
  AnswersSummary about = {};
  std::vector<AnswerVariable> variables = {};
  std::vector<AnswerConstruct> constructs = {};
};

/// The measurement model that the questionnaire implies, in lavaan syntax, one construct a line:
/// "rapport =~ ra1 + ra2 + ra3\nimage <~ im1 + im2\n". Empty without constructs.
std::string measurement_model(const std::vector<AnswerConstruct>& constructs);

/// Where the laboratory gets answers from. Each function shows a reader only what that reader may use.
struct AnswersSource {
  std::function<std::vector<AnswersSummary>(const Reader&)> list = {};  // newest first
  std::function<std::optional<AnswersTable>(const Reader&, std::int64_t id)> read = {};
  std::function<bool(const Reader&, std::int64_t id)> has = {};  // whether read would find it, without reading
};

}  // namespace rapport
