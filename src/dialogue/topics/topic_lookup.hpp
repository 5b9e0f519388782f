#pragma once

#include <string>

#include "dialogue/topics/topic.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "store/database.hpp"

namespace rapport::dialogue {

/// The topic that {topic} of the address names, by the id at its end. @throws http::NotFound if there is none that this
/// reader may see
Topic visible_topic(store::Session& session, const http::Request& request);
/// The same for {post}, with its topic.
PostSource visible_post(store::Session& session, const http::Request& request);

/// 301 to where the page stands now, with the query that was asked and in the face that was asked for.
http::Response moved_to(const http::Request& request, const std::string& path);

}  // namespace rapport::dialogue
