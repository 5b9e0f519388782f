#include "members/notifications/notification_pages.hpp"

#include "members/notifications/notification.hpp"
#include "members/permission.hpp"

namespace rapport::members {
namespace {

using http::Request;
using http::Response;
using http::Value;

constexpr int kPage = 30;

/// Who moderated is not said: a post is taken down by the moderators, not by one of them.
const char* key_of(const std::string& kind) {
  if (kind == "board.answered") return "notifications_board_answered";
  if (kind == "post.hidden") return "notifications_post_hidden";
  if (kind == "post.restored") return "notifications_post_restored";
  return "notifications_post_written";
}

std::string what_happened(const Site& site, const Notification& told) {
  const std::string actor = told.actor.empty() ? std::string(site.messages.text("notifications_somebody")) : told.actor;
  return site.messages.format(key_of(told.kind), {{.name = "name", .text = actor}});
}

Response list(const Site& site, const Request& request) {
  const MemberId me = require_member(request);
  const CommunityId community = request.reader.community;
  const std::int64_t before = request.query_id("before").value_or(0);
  auto session = site.database.session();
  const auto told = notifications_of(session, community, me, before, kPage + 1);
  http::List rows;
  for (const auto& one : told) {
    if (rows.size() == kPage) break;
    rows.push_back(Value()
                       .set("url", "/notifications/" + to_base32(one.position))
                       .set("title", one.title)
                       .set("what", what_happened(site, one))
                       .set("at", http::Time{one.at_ms})
                       .set("read", one.is_read));
  }
  Value model;
  model.set("unread", count_unread(session, community, me) > 0);
  model.set("notifications", std::move(rows));
  if (told.size() > kPage) model.set("older_url", "/notifications?before=" + to_base32(told[kPage - 1].position));
  return http::page("members/notifications/list.html", std::string(site.messages.text("notifications_title")),
                    std::move(model));
}

/// A GET although it marks something read: it is a link that people open in a new tab, and repeating it changes
/// nothing.
Response open(const Site& site, const Request& request) {
  const MemberId me = require_member(request);
  const auto position = request.id_param<Id<struct PositionTag>>("notification").value;
  store::Transaction change{site.database};
  const auto path = mark_read(change, request.reader.community, me, position, site.clock.now_ms());
  if (!path) throw http::NotFound{};
  change.commit();
  return http::redirect(*path);
}

Response read_all(const Site& site, const Request& request) {
  const MemberId me = require_member(request);
  store::Transaction change{site.database};
  mark_all_read(change, request.reader.community, me, site.clock.now_ms());
  change.commit();
  return http::redirect("/notifications");
}

}  // namespace

void add_notification_routes(http::Router& router, const Site& site) {
  router.get("/notifications", on(site, list));
  router.get("/notifications/{notification}", on(site, open));
  router.post("/notifications/read", on(site, read_all));
}

}  // namespace rapport::members
