#include "members/sessions/session_pages.hpp"

#include "members/permission.hpp"
#include "members/sessions/session.hpp"

namespace rapport::members {
namespace {

using http::Request;
using http::Response;
using http::Value;

Response list(const Site& site, const Request& request) {
  const MemberId me = require_member(request);
  auto session = site.database.session();
  const std::int64_t now = site.clock.now_ms();
  const auto current = identify_session(session, request.reader.community, request.session, now);
  http::List rows;
  for (const auto& browser : sessions_of(session, request.reader.community, me, now)) {
    const bool is_current = current && current->session == browser.id;
    rows.push_back(Value()
                       .set("id", to_base32(browser.id))
                       .set("user_agent", browser.user_agent.empty() ? site.messages.text("sessions_unknown_browser")
                                                                     : std::string_view(browser.user_agent))
                       .set("address", browser.address)
                       .set("created_at", http::Time{browser.created_at_ms})
                       .set("seen_at", http::Time{browser.seen_at_ms})
                       .set("current", is_current));
  }
  const bool has_others = rows.size() > 1;
  return http::page("members/sessions/list.html", std::string(site.messages.text("sessions_title")),
                    Value().set("sessions", std::move(rows)).set("others", has_others));
}

Response end(const Site& site, const Request& request) {
  const MemberId me = require_member(request);
  const auto id = from_base32(request.field("session"));
  if (!id) throw http::NotFound{};
  store::Transaction change{site.database};
  if (!end_session(change, request.reader.community, me, SessionId{*id})) throw http::NotFound{};
  change.commit();
  return http::redirect("/profile/sessions");
}

Response end_others(const Site& site, const Request& request) {
  const MemberId me = require_member(request);
  store::Transaction change{site.database};
  end_other_sessions(change, request.reader.community, me, request.session);
  change.commit();
  return http::redirect("/profile/sessions");
}

}  // namespace

void add_session_routes(http::Router& router, const Site& site) {
  router.get("/profile/sessions", on(site, list));
  router.post("/profile/sessions/end", on(site, end));
  router.post("/profile/sessions/end-others", on(site, end_others));
}

}  // namespace rapport::members
