#include <doctest/doctest.h>

#include "support/member_site.hpp"

using namespace rapport;
using namespace rapport::members;
using test::location;
using test::MemberSite;
using test::shows;

namespace {

const http::Pairs kFirst{{"community", "Larkfell riders"},
                         {"name", "Ada Kern"},
                         {"email", "ada@example.org"},
                         {"password", MemberSite::kPassword}};

std::string path_of(const std::optional<std::string>& link) {
  return link.value().substr(std::string("https://community.example").size());
}

std::optional<std::string> link_of(MemberSite& site) {
  return first_admin_link(*site.database, site.clock, MemberSite::id, "https://community.example");
}

}  // namespace

TEST_CASE("the first start gives a link that makes the administrator, once") {
  MemberSite site;
  const auto path = path_of(link_of(site));
  auto browser = site.browser();
  CHECK(browser.get(path).status == 200);
  CHECK(browser.submit(path, {{"community", ""}, {"name", "Ada"}}).status == 422);
  CHECK(location(browser.submit(path, kFirst)) == "/");
  const auto admin = find_member(*site.database->session(), MemberSite::id, browser.member().value());
  CHECK(admin->role == Role::admin);
  CHECK(shows(browser.get("/profile"), "Larkfell riders"));
  CHECK(site.browser().submit(path, kFirst).status == 404);
}

TEST_CASE("a community with an administrator gets no more links") {
  MemberSite site;
  site.add("Ada Kern", "ada@example.org", Role::admin);
  CHECK_FALSE(link_of(site));
}

TEST_CASE("a new start ends the link of the one before, and a week ends any") {
  MemberSite site;
  const auto older = path_of(link_of(site)), newer = path_of(link_of(site));
  auto browser = site.browser();
  CHECK(browser.get(older).status == 404);
  CHECK(browser.get(newer).status == 200);
  site.clock.advance(7LL * 24 * 3'600'000);
  CHECK(browser.get(newer).status == 404);
}
