#pragma once

#include "base/clock.hpp"
#include "http/request.hpp"
#include "http/value.hpp"
#include "members/communities.hpp"
#include "members/secret.hpp"
#include "members/sessions/session.hpp"
#include "store/database.hpp"

namespace rapport::members {

inline constexpr const char* kSessionCookie = "rapport_session";
inline constexpr const char* kVisitorCookie = "rapport_visitor";

/// Says who a request comes from. A member costs one indexed query, a visitor none. Thread-safe.
class Identity {
 public:
  Identity(store::Database& database, const Clock& clock, IdSource& ids, const Secret& secret)
      : database_(database), clock_(clock), ids_(ids), secret_(secret), communities_(database, clock) {}

  /// The pipeline's identify hook: sets reader, session and csrf_token from the cookies. Somebody without a cookie gets
  /// one that means nothing but "the same browser": forms before sign-in need it.
  /// @throws http::NotFound if no community answers to this host name
  void identify(http::Request& request);

  /// Signs a member in on this browser, with a token that nobody had before; what the browser was signed in as ends.
  /// @return  the value of a Set-Cookie header for the answer, to be sent once the change is committed
  [[nodiscard]] std::string sign_in(store::Transaction& change, const http::Request& request, MemberId member);
  /// Ends the request's session, if it is one. @return  the value of a Set-Cookie header
  [[nodiscard]] std::string sign_out(store::Transaction& change, const http::Request& request);

  /// What the layout of a page shows: "site_name", "csrf_token", and for a member "viewer" (name, profile_url,
  /// initials, tone, unread, staff, researcher).
  http::Value layout(const http::Request& request);

  std::string community_name(const http::Request& request) { return communities_.of(request.header("host")).name; }
  /// After the community was renamed here.
  void forget_communities() { communities_.forget(); }

 private:
  bool identify_member(http::Request& request);
  void identify_visitor(http::Request& request);

  store::Database& database_;
  const Clock& clock_;
  IdSource& ids_;
  const Secret& secret_;
  Communities communities_;
};

}  // namespace rapport::members
