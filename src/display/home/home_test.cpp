#include "display/home/home_store.hpp"
#include "display/news/news_writing.hpp"
#include "display/test_support.hpp"

using namespace rapport;
using namespace rapport::display;

namespace {

struct TalkingSite : test::Site {
  TalkingSite()
      : Site([](http::Router& router, test::Site& site) {
          add_routes(
              router, site.database(), site.clock(), site.ids(), site.messages(),
              [](store::Session&, CommunityId, int) {
                return std::vector<TopicLine>{{"Winter range", "/community/riding/winter-range-1x", "Ada Kern", 12, 0}};
              });
        }) {}
};

const test::Fields kWords{{"welcome_title", "Bicycles for ordinary days"},
                          {"welcome_text", "From an old sawmill."},
                          {"question_title", "What keeps you home in the rain?"},
                          {"question_text", "We work on mudguards."},
                          {"question_link", "/community"}};

}  // namespace

TEST_CASE("the home page of a new community greets, and promises nothing that is not there") {
  DisplaySite site;
  const auto page = site.visitor().get("/");
  CHECK(page.status == 200);
  CHECK(contains(page.body, "<h1>Welcome</h1>"));
  CHECK(!contains(page.body, "Promises kept lately"));
  CHECK(!contains(page.body, "What people talk about"));
}

TEST_CASE("the home page shows news, talk, one question and kept promises") {
  TalkingSite site;
  auto mara = site.as("Mara Lind", Role::marketing);
  CHECK(mara.submit("/desk/home", kWords).status == 303);
  store::Transaction transaction{site.database()};
  const Change change{site.community(), mara.id(), site.clock().now_ms()};
  import_news(transaction, site.ids(), change, {.title = "Open day", .summary = "Soup"});
  import_news(transaction, site.ids(), change,
              {.kind = NewsKind::kept_late, .title = "No cut-out in the cold", .summary = "Three weeks late"});
  transaction.commit();
  const auto page = site.visitor().get("/").body;
  for (const char* part : {"Bicycles for ordinary days", "Open day", "Winter range", "12 replies",
                           "What keeps you home in the rain?", "No cut-out in the cold", "Kept late"}) {
    CAPTURE(part);
    CHECK(contains(page, part));
  }
  CHECK(contains(mara.get("/desk/home").body, "value=\"Bicycles for ordinary days\""));
}

TEST_CASE("the words of the home page are staff's, and come back when they have a mistake") {
  DisplaySite site;
  CHECK(location(site.visitor().get("/desk/home")).starts_with("/sign-in"));
  CHECK(site.as("Ada Kern").submit("/desk/home", kWords).status == 404);
  auto fields = kWords;
  fields.back().second = "https://elsewhere.example";
  const auto page = site.as("Mara Lind", Role::marketing).submit("/desk/home", fields);
  CHECK(page.status == 422);
  CHECK(contains(page.body, "value=\"https://elsewhere.example\""));
}
