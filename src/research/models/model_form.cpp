#include "research/models/model_form.hpp"

#include "base/utf8.hpp"
#include "stats/diagram/path_diagram.hpp"

namespace rapport::research {

std::string typed_model(const http::Request& request) {
  const std::string* typed = http::find(request.form, kModelField);
  if (!typed) return {};
  return well_formed_utf8(*typed);  // leaves carriage returns out
}

ReadModel read_model(const std::string& text, const AnswerSet& set) {
  try {
    stats::PathModel model = stats::parse_model(text);
    stats::check_variables(model, set.table);
    return {.model = std::move(model)};
  } catch (const stats::ModelError& error) {
    return {.problem = error.what()};
  }
}

std::string drawing_title(const AnswersSummary& about, const http::Messages& messages) {
  return messages.format(about.simulated ? "lab_drawing_title_simulated" : "lab_drawing_title",
                         {{.name = "title", .text = about.title}});
}

std::string drawing_of(const stats::PathModel& model, const AnswersSummary& about, const http::Messages& messages) {
  return stats::draw_path_diagram(model, nullptr, {.title = drawing_title(about, messages)});
}

}  // namespace rapport::research
