#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "demand/surveys/context.hpp"
#include "demand/surveys/survey_store.hpp"
#include "http/request.hpp"
#include "http/value.hpp"
#include "store/database.hpp"

namespace rapport::surveys {

// What the pages of the desk share.

/// The survey of /desk/surveys/{survey}. @throws NotFound
Survey survey_of(store::Session& session, const http::Request& request);
/// The same, locked for a change of its questionnaire. @throws NotFound also if it is no draft any more
Survey draft_of(store::Transaction& change, const http::Request& request);

/// What a template of the desk shows of a survey.
http::Value desk_model(const Survey& survey, std::int64_t now_ms);

/// A page's frame: navigation, the way back, and the notice that "?done=…" names.
/// @param survey  whose page it is below; null for pages beside all surveys
void add_frame(http::Value& model, const Context& context, const http::Request& request, const Survey* survey);

/// Entries for a <select> or radio buttons: value and label, one of them chosen.
http::List choices(const std::vector<std::pair<std::string, std::string>>& entries, std::string_view chosen);

/// A request as if this had been typed: a form that is filled in for the first time.
http::Request filled(http::Pairs fields);

}  // namespace rapport::surveys
