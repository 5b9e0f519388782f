#include "display/help/faq_store.hpp"
#include "display/test_support.hpp"

using namespace rapport;
using namespace rapport::display;

namespace {

FaqContent charging() {
  return {.category = "Battery", .question = "How long does charging take?", .answer = "About **three hours**."};
}

}  // namespace

TEST_CASE("help shows the questions by category, in the order of both") {
  DisplaySite site;
  site.show_faq(charging());
  site.show_faq({.category = "Guarantee", .question = "How long is the guarantee?", .answer = "Two years."});
  site.show_faq(
      {.category = "Battery", .question = "Can it freeze?", .answer = "It can.", .product = {}, .position = -1});
  const auto page = site.visitor().get("/help").body;
  const auto at = [&](const char* text) { return page.find(text); };
  REQUIRE(at("Battery") != std::string::npos);
  CHECK(at("<h2>Battery") < at("Can it freeze?"));
  CHECK(at("Can it freeze?") < at("How long does charging take?"));
  CHECK(at("How long does charging take?") < at("<h2>Guarantee"));
  CHECK(contains(page, "<strong>three hours</strong>"));
}

TEST_CASE("help is searched by words, and an odd query is no error") {
  DisplaySite site;
  site.show_faq(charging());
  site.show_product("aurora-s", bicycle());
  const auto found = site.visitor().get("/help?q=charge+hour");
  CHECK(contains(found.body, "How long does charging take?"));
  CHECK(contains(found.body, "value=\"charge hour\""));
  CHECK(contains(site.visitor().get("/help?q=aurora").body, "Nothing found"));
  CHECK(contains(site.visitor().get("/help?q=%22%3E%3Cscript%3Ealert(1)").body, "&lt;script&gt;"));
  CHECK(site.visitor().get("/help?q=%22%00%27%3B--%F0%9F").status == 200);
  CHECK(contains(site.visitor().json("/help?q=charging").body, R"("question":"How long does charging take?")"));
}

TEST_CASE("an answer has a page of its own, found by the id whatever the words before it") {
  DisplaySite site;
  const auto id = site.show_faq(charging());
  CHECK(contains(site.visitor().get(faq_path(id, charging().question)).body, "<strong>three hours</strong>"));
  CHECK(site.visitor().get("/help/old-words-" + to_base32(id)).status == 200);
  CHECK(site.visitor().get("/help/nothing-1x").status == 404);
  CHECK(site.visitor().get("/help/nothing").status == 404);
}

TEST_CASE("did this help counts one vote a person, the last one, each as an event") {
  DisplaySite site;
  const auto id = site.show_faq(charging());
  const auto path = faq_path(id, charging().question);
  auto ada = site.as("Ada Kern");
  CHECK(ada.submit(path, {{"helpful", "no"}}).status == 303);
  CHECK(ada.submit(path, {{"helpful", "yes"}}).status == 303);
  CHECK(ada.submit(path, {{"helpful", "yes"}}).status == 303);
  CHECK(site.visitor().submit(path, {{"helpful", "no"}}).status == 303);
  const auto votes = helpfulness(site.database().session(), site.community(), id);
  CHECK(votes.yes == 1);
  CHECK(votes.no == 1);
  CHECK(site.event_kinds() == std::vector<std::string>{"faq.published", "faq.helpful", "faq.helpful", "faq.helpful"});
  CHECK(ada.submit(path, {{"helpful", "perhaps"}}).status == 400);
  CHECK(ada.forge(path, {{"helpful", "yes"}}).status == 403);
}

TEST_CASE("what is not published is neither listed nor found") {
  DisplaySite site;
  const auto id = site.show_faq(charging());
  {
    store::Transaction transaction{site.database()};
    publish_faq(transaction, site.ids(), site.now(), *find_faq(transaction, site.community(), id), false);
    transaction.commit();
  }
  const auto path = faq_path(id, charging().question);
  CHECK(site.visitor().get(path).status == 404);
  CHECK(contains(site.visitor().get("/help?q=charging").body, "Nothing found"));
  CHECK(contains(site.visitor().get("/help").body, "No questions yet"));
  CHECK(site.as("Bea", Role::service).get(path).status == 200);
}
