#include "http/errors.hpp"
#include "members/account_form.hpp"
#include "members/attempts.hpp"
#include "members/mails.hpp"
#include "members/member_store.hpp"
#include "members/one_time_link.hpp"
#include "members/permission.hpp"
#include "members/profile/edit_page.hpp"
#include "members/profile/profile_pages.hpp"

namespace rapport::members {
namespace {

using http::Form;
using http::Request;
using http::Response;

constexpr const char* kPurpose = "change-email";
constexpr std::int64_t kLinkLasts_ms = 48 * limits::kHour;

/// Notes an error unless "current" is the member's password: who sits at an open browser is not yet its owner.
void current_password_field(Form& form, const Site& site, const Request& request, MemberId id) {
  allow_attempt(site, request, limits::own_password, to_base32(id));
  const std::string hash = password_hash_of(*site.database.session(), request.reader.community, id);
  if (!site.passwords.verify(hash, raw_field(request, "current")))
    form.fail("current", std::string(site.messages.text("password_wrong")));
}

Response change_email(const Site& site, const Request& request) {
  const MemberId id = require_member(request);
  const CommunityId community = request.reader.community;
  Form form{request, site.messages};
  const std::string email = email_field(form, site);
  if (form.ok()) current_password_field(form, site, request, id);
  if (!form.ok()) return profile_edit_page(site, request, ProfileForm::address, form, 422);

  const std::int64_t now = site.clock.now_ms();
  store::Transaction change{site.database};
  const auto me = find_member(change, community, id);
  if (!me) throw http::NotFound{};
  const auto owner = find_member_by_email(change, community, email);
  const bool may_write = may_write_to(change, site, community, email);
  if (may_write && owner && owner->id != id) {
    send_mail(change, site, request, "somebody_tried", {owner->name, owner->email}, "/sign-in");
  } else if (may_write) {
    const OneTimeLink link{.community = community, .purpose = kPurpose, .member = id, .detail = email};
    const std::string token = make_link(change, link, now, now + kLinkLasts_ms);
    send_mail(change, site, request, "new_email", {me->name, email}, "/profile/email/" + token);
  }
  change.commit();
  return http::redirect("/profile?saved=email_sent");
}

Response no_longer_works(const Site& site) {
  return http::page("members/profile/email_expired.html",
                    std::string(site.messages.text("profile_email_expired_title")), {}, 410);
}

Response show_new_email(const Site& site, const Request& request) {
  const auto link = find_link(*site.database.session(), request.reader.community, kPurpose, request.param("token"),
                              site.clock.now_ms());
  if (!link) return no_longer_works(site);
  return http::page("members/profile/confirm_email.html",
                    std::string(site.messages.text("profile_email_confirm_title")),
                    http::Value().set("email", link->detail).set("action", request.path));
}

/// The link is proof enough: the mail may have been opened in a browser where nobody is signed in.
Response confirm_new_email(const Site& site, const Request& request) {
  const CommunityId community = request.reader.community;
  try {
    store::Transaction change{site.database};
    const auto link = use_link(change, community, kPurpose, request.param("token"), site.clock.now_ms());
    if (!link) return no_longer_works(site);
    const auto before = find_member(change, community, link->member.value());
    if (!before) return no_longer_works(site);
    set_email(change, community, before->id, link->detail);
    send_mail(change, site, request, "email_changed", {before->name, before->email}, "");
    change.commit();
    return http::redirect("/profile?saved=email");
  } catch (const store::Conflict&) {  // somebody else confirmed it first
    return no_longer_works(site);
  }
}

Response change_password(const Site& site, const Request& request) {
  const MemberId id = require_member(request);
  const CommunityId community = request.reader.community;
  const auto me = find_member(*site.database.session(), community, id);
  if (!me) throw http::NotFound{};
  Form form{request, site.messages};
  const std::string password = new_password_field(form, request, site, {me->name, me->email});
  if (form.ok()) current_password_field(form, site, request, id);
  if (!form.ok()) return profile_edit_page(site, request, ProfileForm::secret, form, 422);
  const std::string hash = site.passwords.hash(password);

  store::Transaction change{site.database};
  set_password_hash(change, community, id, hash);
  end_links(change, community, id);
  end_other_sessions(change, community, id, "");
  const std::string cookie = site.identity.sign_in(change, request, id);  // a new token here, too
  send_mail(change, site, request, "password_changed", {me->name, me->email}, "/password-reset");
  change.commit();
  auto response = http::redirect("/profile?saved=password");
  response.headers.emplace_back("Set-Cookie", cookie);
  return response;
}

}  // namespace

void add_account_routes(http::Router& router, const Site& site) {
  router.post("/profile/email", on(site, change_email));
  router.get("/profile/email/{token}", on(site, show_new_email));
  router.post("/profile/email/{token}", on(site, confirm_new_email));
  router.post("/profile/password", on(site, change_password));
}

}  // namespace rapport::members
