#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/answers_table.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::research {

/// Answers that the laboratory works on, wherever they come from: a survey, an uploaded file, an example study. Or what
/// is published instead of answers: covariance matrices.
struct AnswerSet {
  AnswersSummary about = {};
  std::string note = {};                       // where they come from; may be empty
  bool is_own = false;                         // a file of the reader's, which nobody else may use
  stats::DataTable table = {};                 // of a matrix: as stats/sem/sample/moment_file.hpp reads it
  std::vector<AnswerVariable> variables = {};  // what is known of the columns, in their order; without values
  std::vector<AnswerConstruct> constructs = {};

  /// What is known of a column, or nullptr.
  const AnswerVariable* find(std::string_view variable) const;
  /// What a model may name: the columns, or the variables of the matrix.
  std::vector<std::string> variable_names() const;
  /// A construct's name for readers; its code if it has none.
  std::string construct_name(std::string_view code) const;
};

/// A survey's answers as the laboratory sees them.
AnswerSet answer_set(AnswersTable answers);

/// Which answers a result is about: equal for equal variables and values, different if one of them differs.
/// 128 bits of BLAKE2b over the table as CSV, in hexadecimal.
std::string fingerprint(const stats::DataTable& table);

/// "/lab/customer-survey-2026-1x9k2f7q"
std::string path_of(const AnswersSummary& about);

}  // namespace rapport::research
