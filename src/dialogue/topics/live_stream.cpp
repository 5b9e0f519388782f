#include "dialogue/topics/live_stream.hpp"

#include "dialogue/topics/post_store.hpp"
#include "dialogue/topics/topic_model.hpp"
#include "dialogue/topics/topic_store.hpp"

namespace rapport::dialogue {
namespace {

constexpr const char* kPostTemplate = "dialogue/topics/post.html";

/// One open page: what it has, and the order in which it gets the rest.
struct OpenPage {
  CommunityId community;
  TopicId topic;
  std::shared_ptr<LivePosts> posts;
  std::shared_ptr<http::EventStream> stream;
  std::mutex mutex;
  std::int64_t seen = 0;

  /// Sends everything up to a position. Positions have no gaps, so nothing is missed and nothing comes twice.
  bool send_up_to(std::int64_t position) {
    std::lock_guard lock(mutex);
    if (position - seen > kPostsPerPage) {
      seen = position;
      return stream->send("reload", std::to_string(position), "{}");
    }
    while (seen < position) {
      const auto post = posts->at(community, topic, seen + 1);
      ++seen;
      if (!post->data.empty() && !stream->send("post", std::to_string(seen), post->data)) return false;
    }
    return stream->is_open();
  }
};

}  // namespace

std::shared_ptr<const LivePosts::Rendered> LivePosts::at(CommunityId community, TopicId topic, std::int64_t position) {
  std::lock_guard lock(mutex_);
  if (!latest_ || latest_->topic != topic || latest_->position != position) {
    latest_ = std::make_shared<const Rendered>(Rendered{topic, position, render(community, topic, position)});
  }
  return latest_;
}

std::int64_t LivePosts::last_position(CommunityId community, TopicId topic) const {
  const auto found = find_topic(context_.database.session(), community, topic);
  return found && !found->hidden_at ? found->post_count : 0;
}

std::string LivePosts::render(CommunityId community, TopicId topic, std::int64_t position) const {
  auto session = context_.database.session();
  const auto found = find_topic(session, community, topic);
  const auto posts = posts_between(session, community, topic, position, position);
  if (!found || found->hidden_at || posts.empty() || posts.front().hidden) return {};
  const Reader visitor{community, std::nullopt, Role::visitor};
  http::Value model = post_model(visitor, *found, topic_path(*found), posts.front());
  http::Value update;
  update.set("id", to_base32(posts.front().id));
  update.set("author", posts.front().author.name);
  update.set("html", context_.views.render(kPostTemplate, model));
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
  posts->updates().subscribe(community, topic.value, [page](const spine::Event& event) {
    if (event.kind != "post.written") return page->stream->is_open();
    return page->send_up_to(page->posts->last_position(page->community, page->topic));
  });
  page->send_up_to(posts->last_position(community, topic));
}

}  // namespace rapport::dialogue
