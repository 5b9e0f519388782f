#include "members/sign_in/sign_in_pages.hpp"

#include "http/errors.hpp"
#include "mail/address.hpp"
#include "members/account_form.hpp"
#include "members/attempts.hpp"
#include "members/member_store.hpp"

namespace rapport::members {
namespace {

using http::Form;
using http::Request;
using http::Response;
using http::Value;

Response form_page(const Site& site, const Form& form, const std::string& next, int status) {
  Value model = form.values({"email", "password"});
  model.set("next", next);
  return http::page("members/sign_in/form.html", std::string(site.messages.text("sign_in_title")), std::move(model),
                    status);
}

Response show(const Site& site, const Request& request) {
  const std::string next = local_path(request.query_value("next"));
  if (request.reader.member) return http::redirect(next);
  return form_page(site, Form{request, site.messages}, next, 200);
}

struct Guess {
  std::string account, network;
  std::string both() const { return account + " " + network; }
};

/// Counted before the password is looked at, so that many guesses at once are counted too.
void allow_guess(const Site& site, const Request& request, const Guess& guess) {
  const CommunityId community = request.reader.community;
  store::Transaction change{site.database};
  const int wait_s = std::max({count_attempt(change, site, community, limits::sign_in_from_here, guess.both()),
                               count_attempt(change, site, community, limits::sign_in_from_network, guess.network),
                               count_attempt(change, site, community, limits::sign_in_to_account, guess.account)});
  change.commit();
  if (wait_s > 0) throw http::TooManyRequests{wait_s};
}

Response submit(const Site& site, const Request& request) {
  const CommunityId community = request.reader.community;
  const std::string next = local_path(request.field("next"));
  Form form{request, site.messages};
  const std::string email = form.text("email", 1, 254), password = raw_field(request, "password");
  if (password.empty()) form.fail("password", std::string(site.messages.text("form_required")));
  if (!form.ok()) return form_page(site, form, next, 422);

  const Guess guess{mail::folded(email), network_name(request)};
  allow_guess(site, request, guess);
  const auto credentials = find_credentials(*site.database.session(), community, email);
  if (!site.passwords.verify(credentials ? credentials->password_hash : "", password)) {
    form.fail("password", std::string(site.messages.text("sign_in_wrong")));
    return form_page(site, form, next, 422);
  }
  const bool is_outdated = site.passwords.is_outdated(credentials->password_hash);
  const std::string renewed = is_outdated ? site.passwords.hash(password) : "";

  store::Transaction change{site.database};
  if (is_outdated) set_password_hash(change, community, credentials->id, renewed);
  forget_attempts(change, site, community, limits::sign_in_from_here, guess.both());
  const std::string cookie = site.identity.sign_in(change, request, credentials->id);
  change.commit();
  auto response = http::redirect(next);
  response.headers.emplace_back("Set-Cookie", cookie);
  return response;
}

Response sign_out(const Site& site, const Request& request) {
  store::Transaction change{site.database};
  const std::string cookie = site.identity.sign_out(change, request);
  change.commit();
  auto response = http::redirect("/");
  response.headers.emplace_back("Set-Cookie", cookie);
  return response;
}

}  // namespace

void add_sign_in_routes(http::Router& router, const Site& site) {
  router.get("/sign-in", on(site, show));
  router.post("/sign-in", on(site, submit));
  router.post("/sign-out", on(site, sign_out));
}

}  // namespace rapport::members
