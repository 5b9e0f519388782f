#include "members/profile/edit_page.hpp"

#include "members/consent/research_consent.hpp"
#include "members/member_store.hpp"
#include "members/permission.hpp"

namespace rapport::members {
namespace {

using http::Form;
using http::List;
using http::Request;
using http::Value;

Value field(std::string value) {
  return Value().set("value", std::move(value)).set("error", Value{});
}

Value consent_rows(const Site& site, const std::vector<ConsentChange>& history) {
  List rows;
  for (const auto& change : history) {
    const auto what = change.given ? site.messages.format("profile_consent_history_given",
                                                          {{.name = "name", .text = change.text_version}})
                                   : std::string(site.messages.text("profile_consent_history_withdrawn"));
    rows.push_back(Value().set("at", http::Time{change.at_ms}).set("given", change.given).set("what", what));
  }
  return rows;
}

/// What the address of the page says has just happened: only the words that we know.
Value notice(const Site& site, const Request& request) {
  if (!request.query_value("welcome").empty()) return site.messages.text("profile_notice_welcome");
  const auto saved = request.query_value("saved");
  for (const std::string_view known : {"email", "email_sent", "password"}) {
    if (saved == known) return site.messages.text("profile_notice_" + std::string(known));
  }
  return saved.empty() ? Value{} : Value(site.messages.text("profile_notice_saved"));
}

}  // namespace

http::Response profile_edit_page(const Site& site, const Request& request, ProfileForm which, const Form& form,
                                 int status) {
  const MemberId id = require_member(request);
  auto session = site.database.session();
  const auto member = find_member(session, request.reader.community, id);
  if (!member) throw http::NotFound{};
  const auto history = consent_history(session, member->community, id);

  Value model;
  model.set("public_url", profile_url(id, member->handle));
  model.set("email", member->email);
  model.set("notice", notice(site, request));
  model.set("has_errors", !form.ok());
  model.set(
      "about",
      which == ProfileForm::about
          ? form.values({"name", "city", "bio"})
          : Value().set("name", field(member->name)).set("city", field(member->city)).set("bio", field(member->bio)));
  model.set("address", which == ProfileForm::address ? form.values({"email", "current"})
                                                     : Value().set("email", field("")).set("current", field("")));
  // A password that was typed is never sent back, not even into JSON.
  Value secret = Value().set("current", field("")).set("password", field(""));
  if (which == ProfileForm::secret || which == ProfileForm::address) {
    const auto hidden = [&](std::string_view name) {
      const auto error = form.errors().find(name);
      return Value().set("value", "").set("error", error == form.errors().end() ? Value{} : Value(error->second));
    };
    if (which == ProfileForm::secret) {
      secret.set("current", hidden("current")).set("password", hidden("password"));
    } else {
      model.set("address", form.values({"email"}).set("current", hidden("current")));
    }
  }
  model.set("secret", std::move(secret));
  model.set("consents", !history.empty() && history.back().given);
  model.set("consent_history", consent_rows(site, history));
  return http::page("members/profile/edit.html", std::string(site.messages.text("profile_title")), std::move(model),
                    status);
}

}  // namespace rapport::members
