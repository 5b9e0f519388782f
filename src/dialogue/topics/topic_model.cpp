#include "dialogue/topics/topic_model.hpp"

#include <set>

#include "members/permission.hpp"

namespace rapport::dialogue {
namespace {

http::Value time_or_null(const std::optional<std::int64_t>& at_ms) {
  return at_ms ? http::Value(http::Time{*at_ms}) : http::Value{};
}

std::string page_url(const std::string& topic_path, std::int64_t page) {
  if (page == 1) return topic_path;
  return topic_path + "?from=" + std::to_string((page - 1) * kPostsPerPage + 1);
}

/// What this reader may do with the post, as addresses; a name is missing where they may not.
http::Value actions_model(const Reader& reader, const Topic& topic, const std::string& topic_path, const Post& post,
                          const std::string& id) {
  const bool moderates = members::may(reader, members::Permission::moderate);
  const bool stands = !post.hidden;
  const std::string base = "/posts/" + id;
  http::Value actions;
  if (stands && may_reply(reader, topic)) {
    const std::int64_t from = page_start(post.position);
    actions.set("quote_url",
                topic_path + "?" + (from > 1 ? "from=" + std::to_string(from) + "&" : "") + "quote=" + id + "#reply");
  }
  if (may_edit(reader, topic, post)) actions.set("edit_url", base + "/edit");
  if (stands && reader.member != post.author.id && !moderates) actions.set("report_url", base + "/report");
  if (moderates && stands) actions.set("hide_url", base + "/hide");
  if (moderates && !stands) actions.set("restore_url", base + "/restore");
  return actions;
}

}  // namespace

http::Value post_model(const Reader& reader, const Topic& topic, const std::string& topic_path, Post post) {
  const bool shown = may_see(reader, post);
  std::string id = to_base32(post.id);
  http::Value model;
  model.set("position", post.position);
  model.set("url", post_path(topic_path, post.position, post.id));
  model.set("author", shown ? author_model(post.author) : http::Value{});
  model.set("created_at", http::Time{post.created_at});
  model.set("edited_at", time_or_null(post.edited_at));
  model.set("hidden", post.hidden.has_value());
  model.set("reason", shown && post.hidden ? http::Value(post.hidden->reason) : http::Value{});
  model.set("body_html", shown ? http::Value(http::Html{std::move(post.body_html)}) : http::Value{});
  model.set("is_staff", shown && post.author.role > Role::organizer);
  model.set("actions", reader.member ? actions_model(reader, topic, topic_path, post, id) : http::Value{});
  model.set("id", std::move(id));
  return model;
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
