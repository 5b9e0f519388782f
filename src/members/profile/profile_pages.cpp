#include "members/profile/profile_pages.hpp"

#include "members/account_form.hpp"
#include "members/consent/research_consent.hpp"
#include "members/counters/counter.hpp"
#include "members/member_store.hpp"
#include "members/permission.hpp"
#include "members/profile/edit_page.hpp"

namespace rapport::members {
namespace {

using http::Form;
using http::Request;
using http::Response;
using http::Value;

std::string day_of(std::int64_t time_ms) {
  const std::string time = readable_time(time_ms);  // "21 November 2026, 14:05 UTC"
  return time.substr(0, time.find(','));
}

Response show(const Site& site, const Request& request) {
  auto session = site.database.session();
  const auto member = find_member(session, request.reader.community, request.id_param<MemberId>("member"));
  if (!member) throw http::NotFound{};
  Value model = person(member->id, member->name, member->handle);
  model.set("city", member->city);
  model.set("bio_html", http::Html{member->bio_html});
  model.set("since", http::Time{member->created_at_ms}).set("since_day", day_of(member->created_at_ms));
  if (member->role != Role::member)
    model.set("role_word", site.messages.text("role_" + std::string(to_string(member->role))));
  for (const auto& [kind, total] : counters_of(session, member->community, member->id)) {
    if (kind == "post.written") model.set("posts_written", total);
    if (kind == "topic.started") model.set("topics_started", total);
  }
  model.set("is_me", request.reader.member == member->id);
  return http::page("members/profile/show.html", member->name, std::move(model));
}

Response edit(const Site& site, const Request& request) {
  return profile_edit_page(site, request, ProfileForm::none, Form{request, site.messages}, 200);
}

Response save(const Site& site, const Request& request) {
  const MemberId id = require_member(request);
  Form form{request, site.messages};
  const std::string name = name_field(form, site);
  const std::string city = form.text("city", 0, 80), bio = form.text("bio", 0, 4000);
  if (!form.ok()) return profile_edit_page(site, request, ProfileForm::about, form, 422);
  store::Transaction change{site.database};
  set_profile(change, request.reader.community, id, name, bio, city);
  change.commit();
  return http::redirect("/profile?saved=about");
}

Response save_consent(const Site& site, const Request& request) {
  const MemberId id = require_member(request);
  const std::string said = request.field("consent");
  if (said != "give" && said != "withdraw") throw http::BadRequest("Say \"give\" or \"withdraw\".");
  store::Transaction change{site.database};
  record_consent(change, request.reader.community, id, said == "give",
                 std::string(site.messages.text("member_consent_text")), site.clock.now_ms());
  change.commit();
  return http::redirect("/profile?saved=consent");
}

}  // namespace

void add_profile_routes(http::Router& router, const Site& site) {
  router.get("/people/{member}", on(site, show));
  router.get("/profile", on(site, edit));
  router.post("/profile", on(site, save));
  router.post("/profile/consent", on(site, save_consent));
}

}  // namespace rapport::members
