#include "members/sign_up/sign_up_pages.hpp"

#include "members/account_form.hpp"
#include "members/attempts.hpp"
#include "members/consent/research_consent.hpp"
#include "members/mails.hpp"
#include "members/member_store.hpp"
#include "members/sign_up/sign_up.hpp"
#include "members/token.hpp"
#include "spine/event.hpp"

namespace rapport::members {
namespace {

using http::Form;
using http::Request;
using http::Response;
using http::Value;

std::string words(const Site& site, std::string_view key) {
  return std::string(site.messages.text(key));
}

Response form_page(const Site& site, const Form& form, int status) {
  Value model = form.values({"name", "email", "password"});
  model.set("consent", form.checked("consent"));
  return http::page("members/sign_up/form.html", words(site, "sign_up_title"), std::move(model), status);
}

Response show(const Site& site, const Request& request) {
  if (request.reader.member) return http::redirect("/");
  return form_page(site, Form{request, site.messages}, 200);
}

Response submit(const Site& site, const Request& request) {
  Form form{request, site.messages};
  const std::string name = name_field(form, site), email = email_field(form, site);
  const std::string password = new_password_field(form, request, site, {name, email});
  if (!form.ok()) return form_page(site, form, 422);
  if (!request.field("website").empty()) return http::redirect("/sign-up/sent");  // a robot filled in the hidden field
  allow_attempt(site, request, limits::mails_from_network, network_name(request));

  // Hashed whether it is needed or not, so that the answer takes the same time.
  const SignUp sign_up{.community = request.reader.community,
                       .name = name,
                       .email = email,
                       .password_hash = site.passwords.hash(password),
                       .consents = form.checked("consent"),
                       .visitor_hash = token_hash(request.session)};
  store::Transaction change{site.database};
  const auto owner = find_member_by_email(change, sign_up.community, email);
  const bool may_write = may_write_to(change, site, sign_up.community, email);
  if (may_write && owner) {
    send_mail(change, site, request, "somebody_tried", {owner->name, owner->email}, "/sign-in");
  } else if (may_write) {
    const std::string token = insert_sign_up(change, sign_up, site.clock.now_ms());
    send_mail(change, site, request, "confirm", {name, email}, "/sign-up/confirm/" + token);
  }
  change.commit();
  return http::redirect("/sign-up/sent");
}

Response show_sent(const Site& site, const Request& request) {
  return http::page("members/sign_up/sent.html", words(site, "sign_up_sent_title"),
                    Form{request, site.messages}.values({"email"}));
}

Response resend(const Site& site, const Request& request) {
  Form form{request, site.messages};
  const std::string email = email_field(form, site);
  if (!form.ok()) {
    return http::page("members/sign_up/sent.html", words(site, "sign_up_sent_title"), form.values({"email"}), 422);
  }
  allow_attempt(site, request, limits::mails_from_network, network_name(request));
  const CommunityId community = request.reader.community;
  store::Transaction change{site.database};
  if (may_write_to(change, site, community, email)) {
    if (const auto renewed = renew_sign_up(change, community, email, site.clock.now_ms()))
      send_mail(change, site, request, "confirm", {renewed->name, email}, "/sign-up/confirm/" + renewed->token);
  }
  change.commit();
  return http::redirect("/sign-up/sent");
}

/// The browser that filled in the form has shown its password; any other has to. Otherwise somebody could sign up with
/// another person's address and a password of his own, and wait for that person to follow the link.
bool must_show_password(const Request& request, const SignUp& sign_up) {
  return request.reader.member || token_hash(request.session) != sign_up.visitor_hash;
}

Response confirm_page(const Site& site, const Request& request, const SignUp& sign_up, const Form& form, int status) {
  Value model = form.values({"password"});
  model.set("person", sign_up.name).set("action", request.path);
  model.set("must_show_password", must_show_password(request, sign_up));
  return http::page("members/sign_up/confirm.html", words(site, "sign_up_confirm_title"), std::move(model), status);
}

Response no_longer_works(const Site& site, const Request& request) {
  return http::page("members/sign_up/expired.html", words(site, "sign_up_expired_title"),
                    Form{request, site.messages}.values({"email"}), 410);
}

Response show_confirm(const Site& site, const Request& request) {
  const auto sign_up =
      find_sign_up(*site.database.session(), request.reader.community, request.param("token"), site.clock.now_ms());
  if (!sign_up) return no_longer_works(site, request);
  return confirm_page(site, request, *sign_up, Form{request, site.messages}, 200);
}

MemberId make_member(store::Transaction& change, const Site& site, const SignUp& sign_up) {
  const auto id = site.ids.next<MemberId>();
  const std::int64_t now = site.clock.now_ms();
  insert_member(change, {.community = sign_up.community,
                         .id = id,
                         .name = sign_up.name,
                         .email = sign_up.email,
                         .password_hash = sign_up.password_hash,
                         .now_ms = now});
  if (sign_up.consents) record_consent(change, sign_up.community, id, true, words(site, "member_consent_text"), now);
  return id;
}

spine::Event joined(const Site& site, CommunityId community, MemberId member) {
  spine::Event event;
  event.community = community;
  event.id = site.ids.next<EventId>();
  event.kind = "member.joined";
  event.actor = member;
  event.subject = member.value;
  event.at_ms = site.clock.now_ms();
  return event;
}

Response confirm(const Site& site, const Request& request) {
  const CommunityId community = request.reader.community;
  const std::string& token = request.param("token");
  const auto waiting = find_sign_up(*site.database.session(), community, token, site.clock.now_ms());
  if (!waiting) return no_longer_works(site, request);
  if (must_show_password(request, *waiting)) {
    allow_attempt(site, request, limits::own_password, token_hash(token));
    if (!site.passwords.verify(waiting->password_hash, raw_field(request, "password"))) {
      Form form{request, site.messages};
      form.fail("password", words(site, "password_wrong"));
      return confirm_page(site, request, *waiting, form, 422);
    }
  }
  try {
    store::Transaction change{site.database};
    const auto sign_up = use_sign_up(change, community, token, site.clock.now_ms());
    if (!sign_up) return no_longer_works(site, request);
    const MemberId member = make_member(change, site, *sign_up);
    const std::string cookie = site.identity.sign_in(change, request, member);
    spine::append(change, joined(site, community, member));
    change.commit();
    auto response = http::redirect("/profile?welcome=1");
    response.headers.emplace_back("Set-Cookie", cookie);
    return response;
  } catch (const store::Conflict&) {  // the address got an account in between
    return no_longer_works(site, request);
  }
}

}  // namespace

void add_sign_up_routes(http::Router& router, const Site& site) {
  router.get("/sign-up", on(site, show));
  router.post("/sign-up", on(site, submit));
  router.get("/sign-up/sent", on(site, show_sent));
  router.post("/sign-up/resend", on(site, resend));
  router.get("/sign-up/confirm/{token}", on(site, show_confirm));
  router.post("/sign-up/confirm/{token}", on(site, confirm));
}

}  // namespace rapport::members
