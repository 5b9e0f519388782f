#include "display/news/news_store.hpp"
#include "display/news/news_writing.hpp"
#include "display/test_support.hpp"

using namespace rapport;
using namespace rapport::display;

namespace {

test::Fields open_day(const std::string& action) {
  return {{"action", action},
          {"kind", "news"},
          {"title", "Open day at the sawmill"},
          {"summary", "Test rides and soup"},
          {"text", "From **ten** to four."},
          {"link", "/community/meet-ups/open-day-1x"}};
}

std::string path_of(const std::string& address) {
  return address.substr(0, address.find('?'));
}

}  // namespace

TEST_CASE("staff write news as a draft and publish it under their name") {
  DisplaySite site;
  auto mara = site.as("Mara Lind", Role::marketing);
  const auto desk = path_of(location(mara.submit("/desk/news", open_day("save"))));
  CHECK(contains(site.visitor().get("/news").body, "No news yet"));
  CHECK(mara.submit(desk + "/publish", {{"published", "yes"}}).status == 303);
  const auto list = site.visitor().get("/news").body;
  CHECK(contains(list, "Open day at the sawmill"));
  CHECK(contains(list, "Mara Lind"));
  const auto page = site.visitor().get("/news/open-day-" + desk.substr(desk.rfind('/') + 1));
  CHECK(contains(page.body, "<strong>ten</strong>"));
  CHECK(contains(page.body, "href=\"/community/meet-ups/open-day-1x\""));
  CHECK(contains(site.visitor().get("/search?q=sawmill").body, "Open day at the sawmill"));
  CHECK(site.event_kinds() == std::vector<std::string>{"news.drafted", "news.published"});
}

TEST_CASE("news may lead only to pages of this site") {
  DisplaySite site;
  auto mara = site.as("Mara Lind", Role::marketing);
  for (const char* link : {"https://elsewhere.example", "//elsewhere.example", "javascript:alert(1)", "/\\elsewhere"}) {
    auto fields = open_day("publish");
    fields.back().second = link;
    CAPTURE(link);
    const auto page = mara.submit("/desk/news", fields);
    CHECK(page.status == 422);
    CHECK(contains(page.body, "Please write a page of this site"));
    CHECK(contains(page.body, "From **ten** to four."));
  }
}

TEST_CASE("two who edit one news item notice each other") {
  DisplaySite site;
  auto mara = site.as("Mara Lind", Role::marketing);
  const auto desk = path_of(location(mara.submit("/desk/news", open_day("save"))));
  auto fields = open_day("save");
  fields.emplace_back("version", "1");
  CHECK(mara.submit(desk, fields).status == 303);
  CHECK(mara.submit(desk, fields).status == 409);
}

TEST_CASE("news is read page by page, newest first") {
  DisplaySite site;
  store::Transaction transaction{site.database()};
  for (int i = 0; i < 25; ++i) {
    auto change = site.now();
    change.at_ms = 1000 + i / 3;
    import_news(transaction, site.ids(), change, {.title = "Item " + std::to_string(i) + ".", .summary = ""});
  }
  transaction.commit();
  const auto first = site.visitor().get("/news").body;
  CHECK(contains(first, "Item 24."));
  CHECK(!contains(first, "Item 4."));
  const auto at = first.find("/news?before=");
  REQUIRE(at != std::string::npos);
  const auto second = site.visitor().get(first.substr(at, first.find('"', at) - at)).body;
  CHECK(contains(second, "Item 4."));
  CHECK(contains(second, "Item 0."));
  CHECK(!contains(second, "Item 5."));
}

TEST_CASE("only who speaks for the enterprise gets to the desk of news") {
  DisplaySite site;
  CHECK(location(site.visitor().get("/desk/news")).starts_with("/sign-in"));
  CHECK(site.as("Ada Kern").get("/desk/news").status == 404);
  CHECK(site.as("Ada Kern").submit("/desk/news", open_day("publish")).status == 404);
  CHECK(site.as("Mara Lind", Role::marketing).get("/desk/news/new").status == 200);
}
