#include "members/identity.hpp"

#include "base/utf8.hpp"
#include "http/cookies.hpp"
#include "members/member.hpp"
#include "members/member_store.hpp"
#include "members/notifications/notification.hpp"
#include "members/permission.hpp"
#include "members/token.hpp"

namespace rapport::members {
namespace {

constexpr std::int64_t kSeenEvery_ms = 5 * 60'000;
constexpr int kSessionCookie_s = static_cast<int>(kSessionLasts_ms / 1000);

std::string cookie_value(const http::Request& request, std::string_view token, int max_age_s) {
  return http::cookie(token, {.secure = request.https, .max_age_s = max_age_s});
}

std::string set_cookie(std::string_view name, const std::string& value) {
  return std::string(name) + "=" + value;
}

/// The first part of what a browser says about itself: enough for people to know it again.
std::string short_user_agent(const http::Request& request) {
  return well_formed_utf8(request.header("user-agent").substr(0, 300));
}

}  // namespace

void Identity::identify(http::Request& request) {
  request.reader = {communities_.of(request.header("host")).id, std::nullopt, Role::visitor};
  if (!identify_member(request)) identify_visitor(request);
}

bool Identity::identify_member(http::Request& request) {
  const std::string* token = http::find(request.cookies, kSessionCookie);
  if (!token) return false;
  const std::int64_t now = clock_.now_ms();
  std::optional<Identified> found;
  if (looks_like_token(*token)) found = identify_session(*database_.session(), request.reader.community, *token, now);
  if (!found) {
    request.set_cookies.emplace_back(kSessionCookie, cookie_value(request, "", 0));
    return false;
  }
  request.reader.member = found->member;
  request.reader.role = found->role;
  request.session = *token;
  request.csrf_token = secret_.derive("csrf of session", *token);
  if (now - found->seen_at_ms >= kSeenEvery_ms) {
    try {
      store::Transaction change{database_};
      touch_session(change, request.reader.community, found->session, now);
      change.commit();
      request.set_cookies.emplace_back(kSessionCookie, cookie_value(request, *token, kSessionCookie_s));
    } catch (const Unavailable&) {
      // Reading goes on while the database cannot be written; the next request tries again.
    }
  }
  return true;
}

void Identity::identify_visitor(http::Request& request) {
  const std::string* known = http::find(request.cookies, kVisitorCookie);
  if (known && looks_like_token(*known)) {
    request.session = *known;
  } else {
    request.session = random_token();
    request.set_cookies.emplace_back(kVisitorCookie, cookie_value(request, request.session, -1));
  }
  request.csrf_token = secret_.derive("csrf of visitor", request.session);
}

std::string Identity::sign_in(store::Transaction& change, const http::Request& request, MemberId member) {
  if (request.reader.member) end_session_of_token(change, request.reader.community, request.session);
  const std::string token = random_token();
  insert_session(change, {.community = request.reader.community,
                          .id = ids_.next<SessionId>(),
                          .member = member,
                          .token = token,
                          .user_agent = short_user_agent(request),
                          .address = request.address,
                          .now_ms = clock_.now_ms()});
  return set_cookie(kSessionCookie, cookie_value(request, token, kSessionCookie_s));
}

std::string Identity::sign_out(store::Transaction& change, const http::Request& request) {
  if (request.reader.member) end_session_of_token(change, request.reader.community, request.session);
  return set_cookie(kSessionCookie, cookie_value(request, "", 0));
}

http::Value Identity::layout(const http::Request& request) {
  http::Value layout;
  layout.set("site_name", community_name(request));
  layout.set("csrf_token", request.csrf_token);  // error pages have forms, too
  if (!request.reader.member) return layout;
  auto session = database_.session();
  const auto member = find_member(session, request.reader.community, *request.reader.member);
  if (!member) return layout;
  http::Value viewer = person(member->id, member->name, member->handle);
  if (const auto unread = count_unread(session, member->community, member->id); unread > 0)
    viewer.set("unread", unread);
  viewer.set("staff", may(request.reader, Permission::use_desk));
  viewer.set("researcher", may(request.reader, Permission::use_lab));
  layout.set("viewer", std::move(viewer));
  return layout;
}

}  // namespace rapport::members
