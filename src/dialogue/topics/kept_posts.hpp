#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "dialogue/topics/topic.hpp"
#include "dialogue/topics/topic_model.hpp"
#include "http/views.hpp"

namespace rapport::dialogue {

/// The markup of posts that were shown lately: a post that many people read is rendered once. Markup is found by all
/// that went into it, compared byte for byte, so it can never be out of date: an edit, a renamed author or other rights
/// simply match nothing that is kept. What has not been asked for of late goes first. Thread-safe.
class KeptPosts {
 public:
  explicit KeptPosts(const http::Views& views, std::size_t capacity_bytes = 8 << 20)
      : views_(views), half_capacity_(capacity_bytes / 2) {}

  /// Appends a post that stands (not taken down) as topics/post.html shows it to readers with these rights.
  void append_to(std::string& markup, const Post& post, const std::string& topic_path, const PostRights& rights);

 private:
  struct Kept {
    Post post;
    std::string topic_path;
    PostRights rights;
    std::string html;
    std::size_t bytes() const { return sizeof(Kept) + post.body_html.size() + topic_path.size() + html.size(); }
  };
  using Shelf = std::unordered_map<std::uint64_t, std::shared_ptr<const Kept>>;

  std::shared_ptr<const Kept> find(std::uint64_t key);
  void keep(std::uint64_t key, std::shared_ptr<const Kept> kept);
  void keep_locked(std::uint64_t key, std::shared_ptr<const Kept> kept);

  const http::Views& views_;
  const std::size_t half_capacity_;
  std::mutex mutex_;
  Shelf recent_;  // once it holds half of the capacity it becomes the earlier one, and what that held is forgotten
  Shelf earlier_;
  std::size_t recent_bytes_ = 0;
};

}  // namespace rapport::dialogue
