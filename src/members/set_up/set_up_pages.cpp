#include "members/set_up/set_up_pages.hpp"

#include "http/errors.hpp"
#include "members/account_form.hpp"
#include "members/member_store.hpp"
#include "members/one_time_link.hpp"
#include "members/set_up/set_up_store.hpp"

namespace rapport::members {
namespace {

using http::Form;
using http::Request;
using http::Response;

constexpr const char* kPurpose = "set-up";

Response form_page(const Site& site, const Request& request, const Form& form, int status) {
  auto model = form.values({"community", "name", "email", "password"});
  model.set("action", request.path);
  return http::page("members/set_up/form.html", std::string(site.messages.text("set_up_title")), std::move(model),
                    status);
}

/// A link that was used or has run out looks like any page that is not there.
void require_link(const Site& site, const Request& request) {
  if (!find_link(*site.database.session(), request.reader.community, kPurpose, request.param("token"),
                 site.clock.now_ms()))
    throw http::NotFound{};
}

Response show(const Site& site, const Request& request) {
  require_link(site, request);
  return form_page(site, request, Form{request, site.messages}, 200);
}

Response submit(const Site& site, const Request& request) {
  require_link(site, request);
  const CommunityId community = request.reader.community;
  Form form{request, site.messages};
  const std::string community_name = form.text("community", 1, 60);
  const std::string name = name_field(form, site), email = email_field(form, site);
  const std::string password = new_password_field(form, request, site, {name, email});
  if (form.ok() && find_member_by_email(*site.database.session(), community, email))
    form.fail("email", std::string(site.messages.text("set_up_email_taken")));
  if (!form.ok()) return form_page(site, request, form, 422);

  const NewMember admin{.community = community,
                        .id = site.ids.next<MemberId>(),
                        .name = name,
                        .email = email,
                        .password_hash = site.passwords.hash(password),
                        .role = Role::admin,
                        .now_ms = site.clock.now_ms()};
  store::Transaction change{site.database};
  if (!use_link(change, community, kPurpose, request.param("token"), site.clock.now_ms())) throw http::NotFound{};
  insert_member(change, admin);
  set_community_name(change, community, community_name);
  const std::string cookie = site.identity.sign_in(change, request, admin.id);
  change.commit();
  site.identity.forget_communities();
  auto response = http::redirect("/");
  response.headers.emplace_back("Set-Cookie", cookie);
  return response;
}

}  // namespace

void add_set_up_routes(http::Router& router, const Site& site) {
  router.get("/set-up/{token}", on(site, show));
  router.post("/set-up/{token}", on(site, submit));
}

}  // namespace rapport::members
