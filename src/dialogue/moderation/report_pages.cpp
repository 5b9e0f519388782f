#include "dialogue/moderation/report_pages.hpp"

#include "dialogue/breadcrumbs.hpp"
#include "dialogue/moderation/moderating.hpp"
#include "dialogue/moderation/moderation_store.hpp"
#include "dialogue/topics/topic_lookup.hpp"
#include "dialogue/topics/topic_model.hpp"
#include "http/errors.hpp"
#include "http/form.hpp"
#include "members/permission.hpp"

namespace rapport::dialogue {
namespace {

PostSource reportable_post(const Context& context, const http::Request& request) {
  members::require_member(request);
  PostSource found = visible_post(context.database.session(), request);
  if (found.post.hidden || request.reader.member == found.post.author.id) throw http::NotFound{};
  return found;
}

http::Response report_page(const Context& context, const http::Request& request, const PostSource& about,
                           http::Value model, int status) {
  const std::string path = topic_path(about.topic);
  http::List crumbs = breadcrumbs(context.messages, about.topic);
  crumbs.push_back(breadcrumb(about.topic.title, path));
  model.set("nav_community", true);
  model.set("breadcrumbs", std::move(crumbs));
  model.set("waits",
            report_waits(context.database.session(), request.reader.community, about.post.id, *request.reader.member));
  model.set("posts", http::List{post_model({.community = request.reader.community, .member = {}}, about.topic, path,
                                           about.post)});
  model.set("action", "/posts/" + to_base32(about.post.id) + "/report");
  model.set("back_url", post_path(path, about.post.position, about.post.id));
  return http::page("dialogue/moderation/report.html", std::string(context.messages.text("moderation_report_title")),
                    std::move(model), status);
}

http::Response send_report(const Context& context, const http::Request& request) {
  const PostSource about = reportable_post(context, request);
  http::Form form{request, context.messages};
  const std::string reason = form.text("reason", kShortestReason, kLongestReason);
  if (!form.ok()) return report_page(context, request, about, form.values({"reason"}), 422);
  const Moderator reporter{request.reader.community, *request.reader.member, context.clock.now_ms()};
  store::Transaction change{context.database};
  if (report_post(change, reporter, context.ids, about, reason)) change.commit();
  return http::redirect("/posts/" + to_base32(about.post.id) + "/report");
}

}  // namespace

void add_report_routes(http::Router& router, const Context& context) {
  router.get("/posts/{post}/report", [context](const http::Request& request) {
    const PostSource about = reportable_post(context, request);
    http::Value model;
    model.set("reason", http::Value{}.set("value", "").set("error", {}));
    model.set("has_errors", false);
    return report_page(context, request, about, std::move(model), 200);
  });
  router.post("/posts/{post}/report",
              [context](const http::Request& request) { return send_report(context, request); });
}

}  // namespace rapport::dialogue
