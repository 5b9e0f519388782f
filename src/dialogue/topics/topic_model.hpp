#pragma once

#include <string>

#include "base/reader.hpp"
#include "dialogue/topics/topic.hpp"
#include "http/value.hpp"

namespace rapport::dialogue {

/// One post as this reader sees it, for topics/post.html: the page, the live update and the JSON say the same.
/// A post that was taken down has no body, except for its author and for moderators, who also see the reason.
http::Value post_model(const Reader& reader, const Topic& topic, const std::string& topic_path, Post post);

/// Links to the pages of a topic: {"previous", "next", "numbers": [{"number", "url", "is_current", "after_gap"}]};
/// null if all stands on one. As long for a thousand pages as for five.
http::Value page_links(const std::string& topic_path, std::int64_t from, std::int64_t post_count);

}  // namespace rapport::dialogue
