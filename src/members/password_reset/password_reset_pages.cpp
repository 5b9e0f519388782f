#include "members/password_reset/password_reset_pages.hpp"

#include "members/account_form.hpp"
#include "members/attempts.hpp"
#include "members/mails.hpp"
#include "members/member_store.hpp"
#include "members/one_time_link.hpp"

namespace rapport::members {
namespace {

using http::Form;
using http::Request;
using http::Response;

constexpr const char* kPurpose = "reset-password";

Response ask_page(const Site& site, const Form& form, int status) {
  return http::page("members/password_reset/ask.html", std::string(site.messages.text("password_reset_title")),
                    form.values({"email"}), status);
}

Response ask(const Site& site, const Request& request) {
  return ask_page(site, Form{request, site.messages}, 200);
}

Response send_link(const Site& site, const Request& request) {
  Form form{request, site.messages};
  const std::string email = email_field(form, site);
  if (!form.ok()) return ask_page(site, form, 422);
  allow_attempt(site, request, limits::mails_from_network, network_name(request));
  const CommunityId community = request.reader.community;
  const std::int64_t now = site.clock.now_ms();
  store::Transaction change{site.database};
  const auto member = find_member_by_email(change, community, email);
  if (may_write_to(change, site, community, email) && member) {
    const OneTimeLink link{.community = community, .purpose = kPurpose, .member = member->id};
    const std::string token = make_link(change, link, now, now + limits::kHour);
    send_mail(change, site, request, "reset", {member->name, member->email}, "/password-reset/" + token);
  }
  change.commit();
  return http::redirect("/password-reset/sent");
}

Response show_sent(const Site& site, const Request&) {
  return http::page("members/password_reset/sent.html", std::string(site.messages.text("password_reset_sent_title")),
                    {});
}

Response new_password_page(const Site& site, const Request& request, const Form& form, int status) {
  auto model = form.values({"password"});
  model.set("action", request.path);
  return http::page("members/password_reset/new_password.html",
                    std::string(site.messages.text("password_reset_new_title")), std::move(model), status);
}

Response no_longer_works(const Site& site) {
  return http::page("members/password_reset/expired.html",
                    std::string(site.messages.text("password_reset_expired_title")), {}, 410);
}

Response show_new_password(const Site& site, const Request& request) {
  const auto link = find_link(*site.database.session(), request.reader.community, kPurpose, request.param("token"),
                              site.clock.now_ms());
  if (!link) return no_longer_works(site);
  return new_password_page(site, request, Form{request, site.messages}, 200);
}

Response set_new_password(const Site& site, const Request& request) {
  const CommunityId community = request.reader.community;
  const std::string& token = request.param("token");
  std::optional<Member> member;
  {
    auto session = site.database.session();
    const auto link = find_link(session, community, kPurpose, token, site.clock.now_ms());
    if (link) member = find_member(session, community, link->member.value());
  }
  if (!member) return no_longer_works(site);
  Form form{request, site.messages};
  const std::string password = new_password_field(form, request, site, {member->name, member->email});
  if (!form.ok()) return new_password_page(site, request, form, 422);
  const std::string hash = site.passwords.hash(password);

  store::Transaction change{site.database};
  if (!use_link(change, community, kPurpose, token, site.clock.now_ms())) return no_longer_works(site);
  set_password_hash(change, community, member->id, hash);
  end_links(change, community, member->id);
  end_other_sessions(change, community, member->id, "");
  send_mail(change, site, request, "password_changed", {member->name, member->email}, "/password-reset");
  const std::string cookie = site.identity.sign_in(change, request, member->id);
  change.commit();
  auto response = http::redirect("/profile?saved=password");
  response.headers.emplace_back("Set-Cookie", cookie);
  return response;
}

}  // namespace

void add_password_reset_routes(http::Router& router, const Site& site) {
  router.get("/password-reset", on(site, ask));
  router.post("/password-reset", on(site, send_link));
  router.get("/password-reset/sent", on(site, show_sent));
  router.get("/password-reset/{token}", on(site, show_new_password));
  router.post("/password-reset/{token}", on(site, set_new_password));
}

}  // namespace rapport::members
