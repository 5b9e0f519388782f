#include <doctest/doctest.h>

#include "support/member_site.hpp"

using namespace rapport;
using namespace rapport::members;
using test::location;
using test::MemberSite;
using test::shows;

namespace {

constexpr const char* kNew = "a bicycle under the bridge";

struct Forgetful : MemberSite {
  MemberId ada = add_with_password("Ada Kern", "ada@example.org");
  std::string ask(Browser& browser) {
    browser.submit("/password-reset", {{"email", "ada@example.org"}});
    return mails().back().link();
  }
};

}  // namespace

TEST_CASE("a forgotten password is replaced through a link, and every session ends") {
  Forgetful site;
  auto elsewhere = site.signed_in("ada@example.org");
  auto browser = site.browser();
  const auto link = site.ask(browser);
  CHECK(browser.get(link).status == 200);
  CHECK(browser.submit(link, {{"password", kNew}}).status == 303);
  CHECK(browser.member() == site.ada);
  CHECK_FALSE(elsewhere.member());
  CHECK_FALSE(site.signed_in("ada@example.org").member());
  CHECK(site.signed_in("ada@example.org", kNew).member() == site.ada);
  CHECK(site.mails().back().subject == "Your password at Test community was changed");
}

TEST_CASE("asking for a link says the same for every address") {
  Forgetful site;
  auto browser = site.browser();
  const auto known = browser.submit("/password-reset", {{"email", "ada@example.org"}});
  const auto unknown = browser.submit("/password-reset", {{"email", "nobody@example.org"}});
  CHECK(known.status == 303);
  CHECK(location(known) == location(unknown));
  CHECK(browser.get(location(known)).status == 200);
  CHECK(site.mails().size() == 1);
}

TEST_CASE("the link works once, for an hour, and only the newest") {
  Forgetful site;
  auto browser = site.browser();
  const auto older = site.ask(browser), link = site.ask(browser);
  CHECK(browser.submit(older, {{"password", kNew}}).status == 410);
  CHECK(browser.submit(link, {{"password", "short"}}).status == 422);  // does not use it up
  CHECK(browser.submit(link, {{"password", "ada.kern1984"}}).status == 422);
  CHECK(browser.submit(link, {{"password", kNew}}).status == 303);
  CHECK(browser.submit(link, {{"password", kNew}}).status == 410);
  auto later = site.browser();
  const auto another = site.ask(later);
  site.clock.advance(3'600'000);
  CHECK(later.get(another).status == 410);
  CHECK(later.submit(another, {{"password", kNew}}).status == 410);
}

TEST_CASE("nobody's mailbox can be filled by asking for links") {
  Forgetful site;
  for (int i = 0; i < 10; ++i) {
    auto browser = site.browser("198.51.100." + std::to_string(i));
    CHECK(browser.submit("/password-reset", {{"email", "ada@example.org"}}).status == 303);
  }
  CHECK(site.mails().size() == 4);
  auto browser = site.browser();
  CHECK(browser.get(site.mails().back().link()).status == 200);  // what was not sent ended nothing
}
