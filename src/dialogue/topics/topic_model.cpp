#include "dialogue/topics/topic_model.hpp"

#include <set>

#include "members/permission.hpp"

namespace rapport::dialogue {
namespace {

std::string page_url(const std::string& topic_path, std::int64_t page) {
  if (page == 1) return topic_path;
  return topic_path + "?from=" + std::to_string((page - 1) * kPostsPerPage + 1);
}

/// What may be done with the post, as addresses; a name is missing where it may not.
http::Value actions_model(const PostRights& rights, const std::string& topic_path, const Post& post,
                          const std::string& id) {
  const std::string base = "/posts/" + id;
  http::Value actions;
  if (rights.quote) {
    const std::int64_t from = page_start(post.position);
    actions.set("quote_url",
                topic_path + "?" + (from > 1 ? "from=" + std::to_string(from) + "&" : "") + "quote=" + id + "#reply");
  }
  if (rights.edit) actions.set("edit_url", base + "/edit");
  if (rights.report) actions.set("report_url", base + "/report");
  if (rights.hide) actions.set("hide_url", base + "/hide");
  if (rights.restore) actions.set("restore_url", base + "/restore");
  return actions;
}

}  // namespace

PostRights rights_to(const Reader& reader, const Topic& topic, const Post& post) {
  PostRights rights{.read = may_see(reader, post)};
  if (!reader.member) return rights;
  const bool moderates = members::may(reader, members::Permission::moderate);
  const bool stands = !post.hidden;
  rights.act = true;
  rights.quote = stands && may_reply(reader, topic);
  rights.edit = may_edit(reader, topic, post);
  rights.report = stands && reader.member != post.author.id && !moderates;
  rights.hide = moderates && stands;
  rights.restore = moderates && !stands;
  return rights;
}

http::Value post_model(const PostRights& rights, const std::string& topic_path, Post post) {
  std::string id = to_base32(post.id);
  http::Value model;
  model.set("position", post.position);
  model.set("url", post_path(topic_path, post.position, post.id));
  model.set("author", rights.read ? author_model(post.author) : http::Value{});
  model.set("created_at", http::Time{post.created_at});
  model.set("edited_at", http::time_or_null(post.edited_at));
  model.set("hidden", post.hidden.has_value());
  model.set("reason", rights.read && post.hidden ? http::Value(post.hidden->reason) : http::Value{});
  model.set("actions", rights.act ? actions_model(rights, topic_path, post, id) : http::Value{});
  model.set("body_html", rights.read ? http::Value(http::Html{std::move(post.body_html)}) : http::Value{});
  model.set("is_staff", rights.read && post.author.role > Role::organizer);
  model.set("id", std::move(id));
  return model;
}

http::Value post_model(const Reader& reader, const Topic& topic, const std::string& topic_path, Post post) {
  const PostRights rights = rights_to(reader, topic, post);
  return post_model(rights, topic_path, std::move(post));
}

http::Value page_links(const std::string& topic_path, std::int64_t from, std::int64_t post_count) {
  const std::int64_t last = (post_count - 1) / kPostsPerPage + 1;
  if (last == 1) return {};
  const std::int64_t current = (from - 1) / kPostsPerPage + 1;
  std::set<std::int64_t> shown{1, last};
  for (std::int64_t page = current - 1; page <= current + 1; ++page) {
    if (page >= 1 && page <= last) shown.insert(page);
  }
  http::List numbers;
  for (std::int64_t before = 0; const std::int64_t page : shown) {
    http::Value number;
    number.set("number", page);
    number.set("url", page_url(topic_path, page));
    number.set("is_current", page == current);
    number.set("after_gap", page > before + 1);
    numbers.push_back(std::move(number));
    before = page;
  }
  http::Value links;
  links.set("previous", current > 1 ? http::Value(page_url(topic_path, current - 1)) : http::Value{});
  links.set("next", current < last ? http::Value(page_url(topic_path, current + 1)) : http::Value{});
  links.set("numbers", std::move(numbers));
  return links;
}

}  // namespace rapport::dialogue
