#include "dialogue/topics/topic_pages.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

#include "dialogue/breadcrumbs.hpp"
#include "dialogue/moderation/topic_moderation_pages.hpp"
#include "dialogue/sections/section_store.hpp"
#include "dialogue/topics/post_store.hpp"
#include "dialogue/topics/topic_lookup.hpp"
#include "dialogue/topics/topic_model.hpp"
#include "dialogue/topics/topic_store.hpp"
#include "dialogue/topics/writing.hpp"
#include "members/permission.hpp"

namespace rapport::dialogue {
namespace {

constexpr const char* kTemplate = "dialogue/topics/show.html";

std::int64_t asked_position(const http::Request& request) {
  const auto text = request.query_value("from");
  std::int64_t position = 1;
  std::from_chars(text.data(), text.data() + text.size(), position);
  return position;
}

/// About the bytes of these posts' markup.
std::size_t room_for(const std::vector<Post>& posts) {
  constexpr std::size_t around_text = 1000;
  std::size_t bytes = 0;
  for (const Post& post : posts) bytes += post.body_html.size() + around_text;
  return bytes;
}

}  // namespace

http::Response TopicPages::show(const http::Request& request) {
  const Topic topic = visible_topic(context_.database.session(), request);
  const std::string path = topic_path(topic);
  if (request.path != path) return moved_to(request, path);
  http::Value reply = may_reply(request.reader, topic) ? empty_reply(request) : http::Value{};
  return http::page(kTemplate, topic.title, page_model(request, topic, asked_position(request), std::move(reply)));
}

http::Response TopicPages::reply(const http::Request& request) {
  if (!request.reader.member) throw http::SignInRequired{};
  const Topic topic = visible_topic(context_.database.session(), request);
  http::Form form{request, context_.messages};
  const std::string text = form.text("text", 1, kLongestPost);
  if (!may_reply(request.reader, topic)) form.fail("text", std::string(context_.messages.text("topic_closed_error")));
  if (!form.ok()) return reply_again(request, topic, form, {}, 422);
  const Draft draft =
      make_draft(*request.reader.member, text, context_.clock.now_ms(), from_base32(request.field("submission")));
  if (request.field("action") == "preview") return reply_again(request, topic, form, draft.body_html, 200);

  store::Transaction change{context_.database};
  const auto written = write_reply(change, request.reader.community, context_.ids, topic, draft);
  if (!written) {
    form.fail("text", std::string(context_.messages.text("topic_closed_error")));
    return reply_again(request, topic, form, {}, 422);
  }
  change.commit();
  return http::redirect(post_path(written->path, written->position, written->post));
}

http::Value TopicPages::page_model(const http::Request& request, const Topic& topic, std::int64_t position,
                                   http::Value reply) {
  const std::int64_t from = page_start(std::clamp(position, std::int64_t{1}, topic.post_count));
  const std::string path = topic_path(topic);
  auto posts =
      posts_between(context_.database.session(), request.reader.community, topic.id, from, from + kPostsPerPage - 1);
  const bool is_last_page = from + kPostsPerPage > topic.post_count;
  const std::int64_t last_shown = posts.empty() ? topic.post_count : posts.back().position;

  http::Value model;
  model.set("nav_community", true);
  model.set("breadcrumbs", breadcrumbs(context_.messages, topic));
  model.set("id", to_base32(topic.id));
  model.set("title", topic.title);
  model.set("url", path);
  model.set("pinned", topic.pinned_at.has_value());
  model.set("closed", topic.closed_at.has_value());
  model.set("hidden", topic.hidden_at.has_value());
  model.set("replies", topic.post_count - 1);
  model.set("from", from);
  model.set("posts", posts_model(request, topic, std::move(posts)));
  model.set("pages", page_links(path, from, topic.post_count));
  if (is_last_page && !topic.closed_at) {
    model.set("live_url", path + "/live?after=" + std::to_string(last_shown));
  }
  model.set("sign_in_to_reply", !request.reader.member && !topic.closed_at);
  if (members::may(request.reader, members::Permission::moderate)) {
    model.set("tools",
              topic_tools_model(topic, sections_in_order(context_.database.session(), request.reader.community)));
  }
  if (!reply.is_null()) {
    reply.set("action", path + "/reply");
    model.set("reply", std::move(reply));
  }
  return model;
}

/// The posts of a page. A browser gets those that stand as markup that is kept, one piece for all that follow one
/// another; one that was taken down is rendered with its page, whose form token the moderator's button needs.
http::List TopicPages::posts_model(const http::Request& request, const Topic& topic, std::vector<Post> posts) {
  const std::string path = topic_path(topic);
  http::List models;
  std::string kept;
  if (!request.wants_json) kept.reserve(room_for(posts));
  const auto end_piece = [&] {
    if (!kept.empty()) models.push_back(http::Value{}.set("kept_html", http::Html{std::exchange(kept, {})}));
  };
  for (Post& post : posts) {
    const PostRights rights = rights_to(request.reader, topic, post);
    if (request.wants_json || post.hidden) {
      end_piece();
      models.push_back(post_model(rights, path, std::move(post)));
    } else {
      kept_.append_to(kept, post, path, rights);
    }
  }
  end_piece();
  return models;
}

http::Value TopicPages::empty_reply(const http::Request& request) const {
  std::string text;
  if (const auto quoted = request.query_id("quote")) {
    const auto found = find_post(context_.database.session(), request.reader.community, PostId{*quoted});
    if (found && !found->post.hidden && may_see(request.reader, found->topic)) {
      text = quotation(found->post.author.name,
                       post_path(topic_path(found->topic), found->post.position, found->post.id), found->source);
    }
  }
  http::Value reply;
  reply.set("text", http::Value{}.set("value", std::move(text)).set("error", {}));
  reply.set("has_errors", false);
  reply.set("submission", to_base32(context_.ids.next()));
  return reply;
}

http::Response TopicPages::reply_again(const http::Request& request, const Topic& topic, const http::Form& form,
                                       std::string_view preview, int status) {
  http::Value reply = form.values({"text"});
  reply.set("submission", request.field("submission"));
  reply.set("preview_html", preview.empty() ? http::Value{} : http::Value(http::Html{std::string(preview)}));
  return http::page(kTemplate, topic.title, page_model(request, topic, topic.post_count, std::move(reply)), status);
}

void add_topic_routes(http::Router& router, const Context& context) {
  const auto pages = std::make_shared<TopicPages>(context);
  router.get("/community/{section}/{topic}", [pages](const http::Request& request) { return pages->show(request); });
  router.post("/community/{section}/{topic}/reply",
              [pages](const http::Request& request) { return pages->reply(request); });
}

}  // namespace rapport::dialogue
