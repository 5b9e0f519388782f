#include "display/news/news_writing.hpp"
#include "display/test_support.hpp"

using namespace rapport;
using namespace rapport::display;

TEST_CASE("search finds every kind, says which, and can be held to one") {
  DisplaySite site;
  site.show_product("aurora-s", bicycle());
  site.show_faq({.category = "Battery", .question = "Is the Aurora quiet?", .answer = "It is."});
  const auto page = site.visitor().get("/search?q=aurora").body;
  CHECK(contains(page, "href=\"/products/aurora-s\""));
  CHECK(contains(page, "Is the Aurora quiet?"));
  CHECK(contains(page, "<span class=\"tag\">Products</span>"));
  const auto help = site.visitor().get("/search?q=aurora&kind=faq").body;
  CHECK(!contains(help, "href=\"/products/aurora-s\""));
  CHECK(contains(help, "Is the Aurora quiet?"));
  CHECK(site.visitor().get("/search?q=aurora&kind=nonsense").status == 200);
  CHECK(contains(site.visitor().json("/search?q=quiet").body, R"("kind":"faq")"));
}

TEST_CASE("an empty search asks for words, an unlucky one says what to do") {
  DisplaySite site;
  CHECK(!contains(site.visitor().get("/search").body, "Nothing found"));
  CHECK(contains(site.visitor().get("/search?q=unicorn").body, "Nothing found"));
  CHECK(site.visitor().get("/search?q=%22%00%27%3B--%F0%9F").status == 200);
  CHECK(site.visitor().get("/search?q=" + std::string(5000, 'a')).status == 200);
  const auto hostile = site.visitor().get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").body;
  CHECK(contains(hostile, "&lt;script&gt;"));
  CHECK(!contains(hostile, "<script>alert"));
}

TEST_CASE("many results are shown in two steps") {
  DisplaySite site;
  for (int i = 0; i < 25; ++i) {
    site.show_faq({.category = "Battery", .question = "Battery question " + std::to_string(i) + "?", .answer = "Yes."});
  }
  const auto count = [](const std::string& page) {
    std::size_t hits = 0;
    for (auto at = page.find("Battery question"); at != std::string::npos; at = page.find("Battery question", at + 1))
      ++hits;
    return hits;
  };
  const auto first = site.visitor().get("/search?q=battery").body;
  CHECK(count(first) == 20);
  CHECK(contains(first, "/search?q=battery&amp;all=1"));
  CHECK(count(site.visitor().get("/search?q=battery&all=1").body) == 25);
}
