#pragma once

#include <string>

#include "base/reader.hpp"
#include "dialogue/topics/topic.hpp"
#include "http/value.hpp"

namespace rapport::dialogue {

/// The template of one post: the page, the live update and the JSON say the same.
inline constexpr const char* kPostTemplate = "dialogue/topics/post.html";

/// What a reader may do with a post.
struct PostRights {
  bool read = false;  // its text: of one that was taken down only its author and moderators, who also see the reason
  bool act = false;   // anything at all: signed in
  bool quote = false;
  bool edit = false;
  bool report = false;
  bool hide = false;
  bool restore = false;
  friend bool operator==(const PostRights&, const PostRights&) = default;
};
PostRights rights_to(const Reader& reader, const Topic& topic, const Post& post);

/// One post for kPostTemplate, as a reader with these rights sees it.
http::Value post_model(const PostRights& rights, const std::string& topic_path, Post post);
http::Value post_model(const Reader& reader, const Topic& topic, const std::string& topic_path, Post post);

/// Links to the pages of a topic: {"previous", "next", "numbers": [{"number", "url", "is_current", "after_gap"}]};
/// null if all stands on one. As long for a thousand pages as for five.
http::Value page_links(const std::string& topic_path, std::int64_t from, std::int64_t post_count);

}  // namespace rapport::dialogue
