#pragma once

#include "http/form.hpp"
#include "http/value.hpp"
#include "research/lab.hpp"
#include "research/models/model_form.hpp"
#include "research/pls/pls_settings.hpp"

namespace rapport::research {

/// What stands in the form of the model page.
struct ModelInput {
  std::string text = {};
  PlsSettings settings = {};
  std::string name = {};  // under which to keep it
};

/// The whole page: instrument, text, drawing or what is wrong with the text, options, what was kept and estimated.
/// @param form  errors of a submitted form; null before
http::Value model_page(const Lab& lab, const http::Request& request, const AnswerSet& set, const ModelInput& input,
                       const ReadModel& read, const http::Form* form);

/// What models/drawing.html shows: the drawing, or what is wrong.
http::Value drawing_value(const Lab& lab, const AnswerSet& set, const ReadModel& read);

}  // namespace rapport::research
