#pragma once

#include "dialogue/context.hpp"
#include "dialogue/topics/topic.hpp"
#include "http/router.hpp"
#include "http/value.hpp"

namespace rapport::dialogue {

/// What moderators do to a topic: POST /topics/{topic}/close, reopen, pin, unpin, and move with a section.
void add_topic_moderation_routes(http::Router& router, const Context& context);

/// The tools under a topic: {"close_url" or "reopen_url", "pin_url" or "unpin_url", "move_url", "sections"}.
http::Value topic_tools_model(const Topic& topic, const std::vector<Section>& sections);

}  // namespace rapport::dialogue
