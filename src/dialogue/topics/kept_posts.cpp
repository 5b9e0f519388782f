#include "dialogue/topics/kept_posts.hpp"

#include <utility>

namespace rapport::dialogue {
namespace {

/// One place per post and rights: ids have 53 bits.
std::uint64_t key_of(const Post& post, const PostRights& rights) {
  return static_cast<std::uint64_t>(post.id.value) << 4 | (rights.quote ? 1u : 0u) | (rights.edit ? 2u : 0u) |
         (rights.report ? 4u : 0u) | (rights.hide ? 8u : 0u);
}

}  // namespace

void KeptPosts::append_to(std::string& markup, const Post& post, const std::string& topic_path,
                          const PostRights& rights) {
  const std::uint64_t key = key_of(post, rights);
  auto kept = find(key);
  if (!kept || kept->post != post || kept->topic_path != topic_path || kept->rights != rights) {
    std::string html = views_.render(kPostTemplate, post_model(rights, topic_path, post));
    kept = std::make_shared<const Kept>(Kept{post, topic_path, rights, std::move(html)});
    keep(key, kept);
  }
  markup += kept->html;
}

std::shared_ptr<const KeptPosts::Kept> KeptPosts::find(std::uint64_t key) {
  const std::lock_guard lock(mutex_);
  if (const auto found = recent_.find(key); found != recent_.end()) return found->second;
  const auto found = earlier_.find(key);
  if (found == earlier_.end()) return nullptr;
  const auto kept = std::move(found->second);
  earlier_.erase(found);
  keep_locked(key, kept);
  return kept;
}

void KeptPosts::keep(std::uint64_t key, std::shared_ptr<const Kept> kept) {
  const std::lock_guard lock(mutex_);
  keep_locked(key, std::move(kept));
}

void KeptPosts::keep_locked(std::uint64_t key, std::shared_ptr<const Kept> kept) {
  recent_bytes_ += kept->bytes();
  recent_[key] = std::move(kept);
  if (recent_bytes_ < half_capacity_) return;
  earlier_ = std::exchange(recent_, {});
  recent_bytes_ = 0;
}

}  // namespace rapport::dialogue
