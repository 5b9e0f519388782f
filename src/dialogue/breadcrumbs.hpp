#pragma once

#include "dialogue/sections/section.hpp"
#include "dialogue/topics/topic.hpp"
#include "http/messages.hpp"
#include "http/value.hpp"

namespace rapport::dialogue {

/// The way back that the layout prints: Community, then a section, then a topic; the page itself stands last.
http::List breadcrumbs(const http::Messages& messages);
http::List breadcrumbs(const http::Messages& messages, const Section& section);
http::List breadcrumbs(const http::Messages& messages, const Topic& topic);
http::Value breadcrumb(std::string_view label, std::string url = {});

}  // namespace rapport::dialogue
