#include "dialogue/topics/live_stream.hpp"

#include "dialogue/topics/post_store.hpp"
#include "dialogue/topics/topic_model.hpp"
#include "dialogue/topics/topic_store.hpp"

namespace rapport::dialogue {
namespace {

/// One open page: what it has, and the order in which it gets the rest.
struct OpenPage {
  CommunityId community;
  TopicId topic;
  std::shared_ptr<LivePosts> posts;
  std::shared_ptr<http::EventStream> stream;
  std::mutex mutex;
  std::int64_t seen = 0;

  /// Sends everything up to a position. Positions have no gaps, so nothing is missed and nothing comes twice.
  /// @param just_written  whether the last of them was written a moment ago, and many pages ask for it now
  bool send_up_to(std::int64_t position, bool just_written) {
    std::lock_guard lock(mutex);
    if (position - seen > kPostsPerPage) {
      seen = position;
      return stream->send("reload", std::to_string(position), "{}");
    }
    while (seen < position) {
      ++seen;
      const std::string data = just_written && seen == position ? posts->just_written(community, topic, seen)
                                                                : posts->standing(community, topic, seen);
      if (!data.empty() && !stream->send("post", std::to_string(seen), data)) return false;
    }
    return stream->is_open();
  }

  bool receive(const spine::Event& event) {
    if (event.kind == "post.written") return send_up_to(posts->last_position(community, topic), true);
    const bool is_change = event.kind == "post.edited" || event.kind == "post.hidden" || event.kind == "post.restored";
    if (is_change) {
      const std::string data = posts->changed(community, PostId{event.subject});
      if (!data.empty() && !stream->send("changed", {}, data)) return false;
    }
    return stream->is_open();
  }
};

}  // namespace

std::string LivePosts::standing(CommunityId community, TopicId topic, std::int64_t position) const {
  auto session = context_.database.session();
  const auto found = find_topic(session, community, topic);
  const auto posts = posts_between(session, community, topic, position, position);
  if (!found || found->hidden_at || posts.empty() || posts.front().hidden) return {};
  return render(community, *found, posts.front());
}

std::string LivePosts::just_written(CommunityId community, TopicId topic, std::int64_t position) {
  std::lock_guard lock(mutex_);
  if (topic_ != topic || position_ != position) {
    data_ = standing(community, topic, position);
    topic_ = topic;
    position_ = position;
  }
  return data_;
}

std::string LivePosts::changed(CommunityId community, PostId post) const {
  const auto found = find_post(context_.database.session(), community, post);
  if (!found || found->topic.hidden_at) return {};
  return render(community, found->topic, found->post);
}

std::int64_t LivePosts::last_position(CommunityId community, TopicId topic) const {
  const auto found = find_topic(context_.database.session(), community, topic);
  return found && !found->hidden_at ? found->post_count : 0;
}

std::string LivePosts::render(CommunityId community, const Topic& topic, const Post& post) const {
  const Reader visitor{community, std::nullopt, Role::visitor};
  http::Value update;
  update.set("id", to_base32(post.id));
  update.set("author", post.hidden ? http::Value{} : http::Value(post.author.name));
  update.set("html", context_.views.render(kPostTemplate, post_model(visitor, topic, topic_path(topic), post)));
  return http::to_json(update);
}

void open_live_stream(const std::shared_ptr<LivePosts>& posts, CommunityId community, TopicId topic, std::int64_t seen,
                      const std::shared_ptr<http::EventStream>& stream) {
  auto page = std::make_shared<OpenPage>();
  page->community = community;
  page->topic = topic;
  page->posts = posts;
  page->stream = stream;
  page->seen = seen;
  // Subscribed before looking back, so that nothing falls between the two.
  posts->updates().subscribe(community, topic.value,
                             [page](const spine::Event& event) { return page->receive(event); });
  page->send_up_to(posts->last_position(community, topic), false);
}

}  // namespace rapport::dialogue
