#pragma once

#include <optional>
#include <string>

#include "http/messages.hpp"
#include "http/request.hpp"
#include "research/answer_sets/answer_set.hpp"
#include "stats/model/path_model.hpp"

namespace rapport::research {

constexpr std::string_view kModelField = "model";

/// The model's text as typed: line ends made "\n", what no database takes left out; not trimmed, so that line and
/// column in a message are those that the person sees.
std::string typed_model(const http::Request& request);

/// A model's text, understood or not.
struct ReadModel {
  std::optional<stats::PathModel> model = {};
  std::string problem = {};  // with line, column and a caret, if there is no model
};

/// Reads a model and looks whether the set has its variables.
ReadModel read_model(const std::string& text, const AnswerSet& set);

/// The model without numbers, as an SVG element; its title names the set and says if the answers are simulated.
std::string drawing_of(const stats::PathModel& model, const AnswersSummary& about, const http::Messages& messages);
/// The accessible name of a drawing.
std::string drawing_title(const AnswersSummary& about, const http::Messages& messages);

}  // namespace rapport::research
