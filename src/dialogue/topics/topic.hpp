#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dialogue/author.hpp"
#include "dialogue/sections/section.hpp"

namespace rapport::dialogue {

inline constexpr std::size_t kShortestTitle = 5, kLongestTitle = 120;  // characters
inline constexpr std::size_t kLongestPost = 10'000;
inline constexpr std::int64_t kPostsPerPage = 20;
inline constexpr int kTopicsPerPage = 30;

struct Topic {
  TopicId id;
  SectionId section;
  std::string section_slug;
  std::string section_name;
  std::string slug;
  std::string title;
  MemberId author;
  std::int64_t created_at = 0;
  std::int64_t post_count = 0;            // the highest position, posts that were taken down included
  std::optional<std::int64_t> closed_at;  // since when it takes no replies
  std::optional<std::int64_t> pinned_at;
  std::optional<std::int64_t> hidden_at;  // taken down with its first post
};

/// A line of a section's list.
struct TopicSummary {
  TopicId id;
  std::string slug;
  std::string title;
  std::int64_t post_count = 0;
  std::int64_t last_post_at = 0;
  Author author;
  std::string last_author;  // name
  bool closed = false;
  bool pinned = false;
};

struct Hidden {
  std::int64_t at_ms = 0;
  std::string reason;  // for its author and for moderators
  friend bool operator==(const Hidden&, const Hidden&) = default;
};

struct Post {
  PostId id;
  std::int64_t position = 0;  // 1, 2, 3 … within its topic, for good
  Author author;
  std::string body_html;
  std::int64_t created_at = 0;
  std::optional<std::int64_t> edited_at;
  std::optional<Hidden> hidden;
  friend bool operator==(const Post&, const Post&) = default;
};

/// A post by itself, with what is needed to change it.
struct PostSource {
  Topic topic;
  Post post;
  std::string source;  // Markdown
};

/// "/community/riding/winter-range-1x9k2f7q"
std::string topic_path(std::string_view section_slug, std::string_view slug, TopicId id);
std::string topic_path(const Topic& topic);
/// The position at which the page with this post begins: 1, 21, 41 …
std::int64_t page_start(std::int64_t position);
/// Where a post stands: its page, and itself as anchor.
std::string post_path(const std::string& topic_path, std::int64_t position, PostId post);

/// Whoever may moderate sees everything; a topic that was taken down is seen by its author, too.
bool may_see(const Reader& reader, const Topic& topic);
/// The text of a post that was taken down stays with its author and with moderators.
bool may_see(const Reader& reader, const Post& post);
bool may_reply(const Reader& reader, const Topic& topic);
/// Authors edit what stands while the topic is open; moderators always.
bool may_edit(const Reader& reader, const Topic& topic, const Post& post);

/// The text as a Markdown quotation, with who wrote it and where; nested quotations are left out.
std::string quotation(const std::string& author, const std::string& post_path, std::string_view source);

}  // namespace rapport::dialogue
