#include "dialogue/topics/post_pages.hpp"

#include <memory>

#include "base/utf8.hpp"
#include "dialogue/breadcrumbs.hpp"
#include "dialogue/moderation/moderating.hpp"
#include "dialogue/topics/topic_lookup.hpp"
#include "dialogue/topics/writing.hpp"
#include "http/errors.hpp"
#include "http/form.hpp"
#include "text/markdown.hpp"

namespace rapport::dialogue {
namespace {

// Articles and answers, which are previewed here too, may be longer than a post.
constexpr std::size_t kLongestPreview = 60'000;

http::Value field(std::string value) {
  return http::Value{}.set("value", std::move(value)).set("error", {});
}

}  // namespace

http::Response PostPages::go(const http::Request& request) const {
  const PostSource found = visible_post(context_.database.session(), request);
  return http::redirect(post_path(topic_path(found.topic), found.post.position, found.post.id));
}

http::Response PostPages::edit(const http::Request& request) const {
  const PostSource found = editable_post(request);
  http::Value model;
  model.set("title", found.post.position == 1 ? field(found.topic.title) : http::Value{});
  model.set("text", field(found.source));
  model.set("has_errors", false);
  return page(found, std::move(model), 200);
}

http::Response PostPages::save(const http::Request& request) const {
  const PostSource found = editable_post(request);
  const bool opens = found.post.position == 1;
  http::Form form{request, context_.messages};
  const std::string title = opens ? form.text("title", kShortestTitle, kLongestTitle) : found.topic.title;
  const std::string text = form.text("text", 1, kLongestPost);
  const Draft draft = make_draft(*request.reader.member, text, context_.clock.now_ms());
  const bool preview = request.field("action") == "preview";
  if (!form.ok() || preview) {
    http::Value model = form.values({"title", "text"});
    if (!opens) model.set("title", {});
    model.set("preview_html", preview ? http::Value(http::Html{draft.body_html}) : http::Value{});
    return page(found, std::move(model), form.ok() ? 200 : 422);
  }
  store::Transaction change{context_.database};
  if (request.reader.member != found.post.author.id) {
    log_edit(change, {request.reader.community, *request.reader.member, draft.at_ms}, context_.ids, found);
  }
  const std::string path = edit_post(change, request.reader.community, context_.ids, found, title, draft);
  change.commit();
  return http::redirect(post_path(path, found.post.position, found.post.id));
}

http::Response PostPages::preview(const http::Request& request) const {
  const std::string text = request.field("text");
  if (count_code_points(text) > kLongestPreview) throw http::PayloadTooLarge{};
  http::Value model;
  model.set("body_html", http::Html{text::render_markdown(text)});
  return http::fragment("dialogue/topics/preview.html", std::move(model));
}

PostSource PostPages::editable_post(const http::Request& request) const {
  if (!request.reader.member) throw http::SignInRequired{};
  PostSource found = visible_post(context_.database.session(), request);
  if (!may_edit(request.reader, found.topic, found.post)) throw http::NotFound{};
  return found;
}

http::Response PostPages::page(const PostSource& post, http::Value model, int status) const {
  const std::string path = topic_path(post.topic);
  http::List crumbs = breadcrumbs(context_.messages, post.topic);
  crumbs.push_back(breadcrumb(post.topic.title, path));
  model.set("nav_community", true);
  model.set("breadcrumbs", std::move(crumbs));
  model.set("action", "/posts/" + to_base32(post.post.id) + "/edit");
  model.set("back_url", post_path(path, post.post.position, post.post.id));
  return http::page("dialogue/topics/edit.html", std::string(context_.messages.text("topic_edit_post")),
                    std::move(model), status);
}

void add_post_routes(http::Router& router, const Context& context) {
  const auto pages = std::make_shared<const PostPages>(context);
  router.get("/posts/{post}", [pages](const http::Request& request) { return pages->go(request); });
  router.get("/posts/{post}/edit", [pages](const http::Request& request) { return pages->edit(request); });
  router.post("/posts/{post}/edit", [pages](const http::Request& request) { return pages->save(request); });
  router.post("/preview", [pages](const http::Request& request) { return pages->preview(request); });
}

}  // namespace rapport::dialogue
