#include "members/profile/personal_data.hpp"

#include <nlohmann/json.hpp>

#include "members/consent/research_consent.hpp"
#include "members/counters/counter.hpp"
#include "members/member_store.hpp"
#include "members/notifications/notification.hpp"
#include "members/permission.hpp"
#include "members/profile/activity_store.hpp"
#include "members/profile/profile_pages.hpp"
#include "members/sessions/session.hpp"

namespace rapport::members {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kEverything = 1'000'000;

Json account_of(const Member& member) {
  return {{"id", to_base32(member.id)},
          {"name", member.name},
          {"email", member.email},
          {"city", member.city},
          {"bio", member.bio},
          {"role", std::string(to_string(member.role))},
          {"since", iso_time(member.created_at_ms)}};
}

}  // namespace

std::string personal_data(const Site& site, CommunityId community, MemberId id) {
  auto session = site.database.session();
  const auto member = find_member(session, community, id);
  if (!member) throw http::NotFound{};
  Json data{{"account", account_of(*member)}};
  for (const auto& change : role_history(session, community, id))
    data["roles"].push_back({{"since", iso_time(change.since_ms)}, {"role", change.role}});
  for (const auto& change : consent_history(session, community, id)) {
    data["research_consent"].push_back(
        {{"at", iso_time(change.at_ms)}, {"given", change.given}, {"text_version", change.text_version}});
  }
  for (const auto& browser : sessions_of(session, community, id, site.clock.now_ms())) {
    data["sessions"].push_back({{"user_agent", browser.user_agent},
                                {"address", browser.address},
                                {"since", iso_time(browser.created_at_ms)},
                                {"seen", iso_time(browser.seen_at_ms)}});
  }
  for (const auto& followed : followed_by(session, community, id)) {
    data["follows"].push_back(
        {{"kind", followed.kind}, {"id", to_base32(followed.subject)}, {"since", iso_time(followed.since_ms)}});
  }
  for (const auto& told : notifications_of(session, community, id, 0, kEverything)) {
    data["notifications"].push_back({{"at", iso_time(told.at_ms)},
                                     {"kind", told.kind},
                                     {"title", told.title},
                                     {"path", told.path},
                                     {"read", told.is_read}});
  }
  for (const auto& [kind, total] : counters_of(session, community, id)) data["counters"][kind] = total;
  for (const auto& event : activity_of(session, community, id)) {
    data["activity"].push_back(
        {{"at", iso_time(event.at_ms)}, {"kind", event.kind}, {"subject", to_base32(event.subject)}});
  }
  for (const auto& source : site.personal_data)
    data[source.name] = Json::parse(http::to_json(source.collect(session, community, id)));
  return data.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void add_personal_data_routes(http::Router& router, const Site& site) {
  router.get("/profile/data", [&site](const http::Request& request) {
    const MemberId id = require_member(request);
    return http::download("application/json", "my-data.json", personal_data(site, request.reader.community, id));
  });
}

}  // namespace rapport::members
