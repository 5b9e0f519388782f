#include "members/members.hpp"

#include "members/counters/counter.hpp"
#include "members/member_store.hpp"
#include "members/notifications/notification.hpp"
#include "members/notifications/notification_pages.hpp"
#include "members/one_time_link.hpp"
#include "members/password_reset/password_reset_pages.hpp"
#include "members/profile/profile_pages.hpp"
#include "members/sessions/session_pages.hpp"
#include "members/set_up/set_up_pages.hpp"
#include "members/sign_in/sign_in_pages.hpp"
#include "members/sign_up/sign_up_pages.hpp"

namespace rapport::members {

Members::Members(store::Database& database, const Clock& clock, IdSource& ids, const http::Messages& messages,
                 Settings settings, Passwords::Cost cost)
    : secret_(database),
      passwords_(cost),
      identity_(database, clock, ids, secret_),
      site_{database, clock, ids, messages, secret_, passwords_, identity_, std::move(settings)} {}

void Members::add_routes(http::Router& router) const {
  add_sign_up_routes(router, site_);
  add_sign_in_routes(router, site_);
  add_password_reset_routes(router, site_);
  add_set_up_routes(router, site_);
  add_profile_routes(router, site_);
  add_account_routes(router, site_);
  add_personal_data_routes(router, site_);
  add_session_routes(router, site_);
  add_notification_routes(router, site_);
}

std::vector<spine::Subscriber> subscribers() {
  return {notifications_subscriber(), counters_subscriber()};
}

std::optional<std::string> first_admin_link(store::Database& database, const Clock& clock, CommunityId community,
                                            const std::string& origin) {
  constexpr std::int64_t kWeek_ms = 7LL * 24 * 60 * 60 * 1000;
  store::Transaction change{database};
  if (has_admin(change, community)) return std::nullopt;
  const std::int64_t now = clock.now_ms();
  const std::string token = make_link(change, {.community = community, .purpose = "set-up"}, now, now + kWeek_ms);
  change.commit();
  return origin + "/set-up/" + token;
}

}  // namespace rapport::members
