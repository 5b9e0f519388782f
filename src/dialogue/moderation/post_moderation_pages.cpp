#include "dialogue/moderation/post_moderation_pages.hpp"

#include "dialogue/breadcrumbs.hpp"
#include "dialogue/moderation/moderating.hpp"
#include "dialogue/topics/topic_lookup.hpp"
#include "dialogue/topics/topic_model.hpp"
#include "http/form.hpp"
#include "members/permission.hpp"

namespace rapport::dialogue {
namespace {

PostSource moderated_post(const Context& context, const http::Request& request) {
  members::require(request, members::Permission::moderate);
  return visible_post(context.database.session(), request);
}

Moderator moderator_of(const Context& context, const http::Request& request) {
  return {request.reader.community, members::require_member(request), context.clock.now_ms()};
}

http::Response back(const http::Request& request, const PostSource& post) {
  if (request.field("from") == "desk") return http::redirect("/desk/moderation");
  return http::redirect(post_path(topic_path(post.topic), post.post.position, post.post.id));
}

http::Response hide_page(const Context& context, const http::Request& request, const PostSource& post,
                         http::Value model, int status) {
  const std::string path = topic_path(post.topic);
  http::List crumbs = breadcrumbs(context.messages, post.topic);
  crumbs.push_back(breadcrumb(post.topic.title, path));
  model.set("nav_community", true);
  model.set("breadcrumbs", std::move(crumbs));
  model.set("opens_topic", post.post.position == 1);
  model.set("posts",
            http::List{post_model({.community = request.reader.community, .member = {}}, post.topic, path, post.post)});
  model.set("action", "/posts/" + to_base32(post.post.id) + "/hide");
  model.set("from", request.field("from"));
  model.set("back_url", post_path(path, post.post.position, post.post.id));
  return http::page("dialogue/moderation/hide.html", std::string(context.messages.text("moderation_hide_title")),
                    std::move(model), status);
}

http::Response hide(const Context& context, const http::Request& request) {
  const PostSource post = moderated_post(context, request);
  http::Form form{request, context.messages};
  const std::string reason = form.text("reason", kShortestReason, kLongestReason);
  if (!form.ok()) return hide_page(context, request, post, form.values({"reason"}), 422);
  store::Transaction change{context.database};
  hide_post(change, moderator_of(context, request), context.ids, post, reason);
  change.commit();
  return back(request, post);
}

}  // namespace

void add_post_moderation_routes(http::Router& router, const Context& context) {
  router.get("/posts/{post}/hide", [context](const http::Request& request) {
    http::Value model;
    model.set("reason", http::Value{}.set("value", "").set("error", {}));
    model.set("has_errors", false);
    return hide_page(context, request, moderated_post(context, request), std::move(model), 200);
  });
  router.post("/posts/{post}/hide", [context](const http::Request& request) { return hide(context, request); });
  router.post("/posts/{post}/restore", [context](const http::Request& request) {
    const PostSource post = moderated_post(context, request);
    store::Transaction change{context.database};
    restore_post(change, moderator_of(context, request), context.ids, post);
    change.commit();
    return back(request, post);
  });
  router.post("/posts/{post}/dismiss", [context](const http::Request& request) {
    const PostSource post = moderated_post(context, request);
    store::Transaction change{context.database};
    dismiss_reports(change, moderator_of(context, request), context.ids, post);
    change.commit();
    return back(request, post);
  });
}

}  // namespace rapport::dialogue
