#include "members/sign_up/sign_up.hpp"

#include <doctest/doctest.h>

#include "members/consent/research_consent.hpp"
#include "support/member_site.hpp"

using namespace rapport;
using namespace rapport::members;
using test::location;
using test::MemberSite;
using test::shows;

namespace {

const http::Pairs kAda{{"name", "Ada Kern"}, {"email", "ada@example.org"}, {"password", MemberSite::kPassword}};

http::Pairs with(http::Pairs fields, const std::string& name, const std::string& value) {
  std::erase_if(fields, [&](const auto& field) { return field.first == name; });
  fields.emplace_back(name, value);
  return fields;
}

std::optional<Member> ada(MemberSite& site) {
  return find_member_by_email(*site.database->session(), MemberSite::id, "ada@example.org");
}

}  // namespace

TEST_CASE("who signs up and follows the link in the mail is a member and signed in") {
  MemberSite site;
  auto browser = site.browser();
  CHECK(browser.get("/sign-up").status == 200);
  const auto answer = browser.submit("/sign-up", kAda);
  CHECK(answer.status == 303);
  CHECK(location(answer) == "/sign-up/sent");
  CHECK(browser.get("/sign-up/sent").status == 200);
  CHECK_FALSE(ada(site));

  REQUIRE(site.mails().size() == 1);
  const auto mail = site.mails()[0];
  CHECK(mail.to == "ada@example.org");
  CHECK(mail.subject == "Confirm your address for Test community");
  CHECK(shows(browser.get(mail.link()), "Ada Kern"));
  CHECK_FALSE(ada(site));  // looking is not confirming: mail programs open links by themselves
  CHECK(location(browser.submit(mail.link())) == "/profile?welcome=1");
  REQUIRE(ada(site));
  CHECK(browser.member() == ada(site)->id);
  CHECK(ada(site)->role == Role::member);
}

TEST_CASE("a link works once, and not after 48 hours") {
  MemberSite site;
  auto browser = site.browser();
  browser.submit("/sign-up", kAda);
  const auto link = site.mails()[0].link();
  site.clock.advance(kSignUpLasts_ms);
  CHECK(browser.get(link).status == 410);
  CHECK(browser.submit(link).status == 410);
  CHECK_FALSE(ada(site));

  browser.submit("/sign-up", kAda);
  const auto second = site.mails()[1].link();
  CHECK(browser.submit(second).status == 303);
  CHECK(site.browser().submit(second).status == 410);
}

TEST_CASE("a form with mistakes comes back filled in, without the password") {
  MemberSite site;
  auto browser = site.browser();
  const auto answer =
      browser.submit("/sign-up", {{"name", "Ada <Kern>"}, {"email", "ada@"}, {"password", "password99"}});
  CHECK(answer.status == 422);
  CHECK(shows(answer, "Ada &lt;Kern&gt;"));
  CHECK(shows(answer, "does not look like an e-mail address"));
  CHECK(shows(answer, "first passwords that attackers try"));
  CHECK_FALSE(shows(answer, "password99"));
  CHECK(site.mails().empty());
}

TEST_CASE("an address that has an account gets the same answer, and its owner a mail") {
  MemberSite site;
  site.add_with_password("Ada Kern", "ada@example.org");
  auto browser = site.browser();
  const auto known = browser.submit("/sign-up", kAda);
  const auto unknown = browser.submit("/sign-up", with(kAda, "email", "bob@example.org"));
  CHECK(known.status == unknown.status);
  CHECK(known.headers.size() == unknown.headers.size());
  CHECK(location(known) == location(unknown));
  CHECK(known.body == unknown.body);
  REQUIRE(site.mails().size() == 2);
  CHECK(site.mails()[0].subject == "You already have an account at Test community");
  CHECK(site.mails()[0].to == "ada@example.org");
}

TEST_CASE("a link opened in another browser asks for the password that was chosen") {
  MemberSite site;
  site.browser().submit("/sign-up", kAda);
  const auto link = site.mails()[0].link();
  auto other = site.browser();
  CHECK(shows(other.get(link), "another browser"));
  CHECK(other.submit(link, {{"password", "a guess of mine"}}).status == 422);
  CHECK_FALSE(ada(site));
  CHECK(other.submit(link, {{"password", MemberSite::kPassword}}).status == 303);
  CHECK(other.member() == ada(site)->id);
}

TEST_CASE("consent to research is given by a tick and by nothing else") {
  MemberSite site;
  auto browser = site.browser();
  const auto form = browser.get("/sign-up").body;
  CHECK(form.find("name=\"consent\"") != std::string::npos);
  CHECK(form.find("checked") == std::string::npos);
  browser.submit("/sign-up", kAda);
  browser.submit(site.mails()[0].link());
  CHECK_FALSE(consents_to_research(*site.database->session(), MemberSite::id, ada(site)->id));

  auto bob = site.browser();
  bob.submit("/sign-up", with(with(kAda, "email", "bob@example.org"), "consent", "1"));
  bob.submit(site.mails()[1].link());
  CHECK(consents_to_research(*site.database->session(), MemberSite::id, bob.member().value()));
}

TEST_CASE("a mail that got lost is sent again, and only the newest link works") {
  MemberSite site;
  auto browser = site.browser();
  browser.submit("/sign-up", kAda);
  CHECK(location(browser.submit("/sign-up/resend", {{"email", "ADA@example.org"}})) == "/sign-up/sent");
  CHECK(location(browser.submit("/sign-up/resend", {{"email", "nobody@example.org"}})) == "/sign-up/sent");
  REQUIRE(site.mails().size() == 2);
  CHECK(browser.submit(site.mails()[0].link()).status == 410);
  CHECK(browser.submit(site.mails()[1].link()).status == 303);
}

TEST_CASE("nobody's mailbox can be filled through the form") {
  MemberSite site;
  for (int i = 0; i < 12; ++i) {
    auto browser = site.browser("198.51.100." + std::to_string(i));
    CHECK(browser.submit("/sign-up", kAda).status == 303);
  }
  CHECK(site.mails().size() == 4);
  site.clock.advance(3'600'000);
  site.browser().submit("/sign-up", kAda);
  CHECK(site.mails().size() == 5);
}

TEST_CASE("one address cannot make us write to the whole world") {
  MemberSite site;
  auto browser = site.browser();
  int status = 303;
  for (int i = 0; i < 40 && status == 303; ++i) {
    status = browser.submit("/sign-up", with(kAda, "email", "x" + std::to_string(i) + "@example.org")).status;
  }
  CHECK(status == 429);
  CHECK(site.mails().size() == 30);
}

TEST_CASE("a robot that fills in the hidden field hears nothing bad and gets no mail") {
  MemberSite site;
  CHECK(site.browser().submit("/sign-up", with(kAda, "website", "https://spam.example")).status == 303);
  CHECK(site.mails().empty());
}

TEST_CASE("two who signed up with one address: the first to confirm has it") {
  MemberSite site;
  auto first = site.browser(), second = site.browser();
  first.submit("/sign-up", kAda);
  second.submit("/sign-up", with(kAda, "name", "Eve"));
  CHECK(second.submit(site.mails()[1].link()).status == 303);
  CHECK(first.submit(site.mails()[0].link()).status == 410);
  CHECK(ada(site)->name == "Eve");
}
