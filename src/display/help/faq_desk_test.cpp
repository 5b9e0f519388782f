#include "display/help/faq_store.hpp"
#include "display/test_support.hpp"
#include "text/search.hpp"

using namespace rapport;
using namespace rapport::display;

namespace {

test::Fields charging(const std::string& action, const std::string& question = "How long does charging take?") {
  return {{"action", action}, {"category", "Battery"}, {"question", question}, {"answer", "About **three hours**."}};
}

std::string path_of(const std::string& address) {
  return address.substr(0, address.find('?'));
}

std::size_t found(DisplaySite& site, std::string_view words) {
  return text::search(site.database().session(), site.community(), "faq", words, 5).size();
}

}  // namespace

TEST_CASE("staff write a question as a draft, publish it, and readers find it") {
  DisplaySite site;
  auto bea = site.as("Bea", Role::service);
  const auto saved = bea.submit("/desk/faq", charging("save"));
  REQUIRE(saved.status == 303);
  CHECK(found(site, "charging") == 0);
  CHECK(bea.submit(path_of(location(saved)) + "/publish", {{"published", "yes"}}).status == 303);
  CHECK(found(site, "charging") == 1);
  CHECK(contains(site.visitor().get("/help").body, "<strong>three hours</strong>"));
  CHECK(site.event_kinds() == std::vector<std::string>{"faq.drafted", "faq.published"});
  bea.submit(path_of(location(saved)) + "/publish", {{"published", "no"}});
  CHECK(found(site, "charging") == 0);
}

TEST_CASE("an edited question is found by its new words, at its old address too") {
  DisplaySite site;
  auto bea = site.as("Bea", Role::service);
  const auto desk = path_of(location(bea.submit("/desk/faq", charging("publish"))));
  auto fields = charging("save", "How many hours on the mains?");
  fields.emplace_back("version", "1");
  CHECK(bea.submit(desk, fields).status == 303);
  CHECK(found(site, "charging") == 0);
  CHECK(found(site, "mains") == 1);
  const auto id = desk.substr(desk.rfind('/') + 1);
  CHECK(site.visitor().get("/help/how-long-does-charging-take-" + id).status == 200);
}

TEST_CASE("two who edit one question notice each other") {
  DisplaySite site;
  auto bea = site.as("Bea", Role::service);
  const auto desk = path_of(location(bea.submit("/desk/faq", charging("publish"))));
  auto fields = charging("save", "Is it a long time?");
  fields.emplace_back("version", "1");
  CHECK(bea.submit(desk, fields).status == 303);
  const auto refused = bea.submit(desk, fields);
  CHECK(refused.status == 409);
  CHECK(contains(refused.body, "Somebody else saved this question"));
  CHECK(contains(refused.body, "name=\"version\" value=\"2\""));
}

TEST_CASE("a preview needs no category yet, as when an answer of the board comes here") {
  DisplaySite site;
  const auto page =
      site.as("Bea", Role::service)
          .submit("/desk/faq", {{"action", "preview"}, {"question", "Brake noise"}, {"answer", "*Clean* it."}});
  CHECK(page.status == 200);
  CHECK(contains(page.body, "<em>Clean</em>"));
  CHECK(contains(page.body, "value=\"Brake noise\""));
  CHECK(site.event_kinds().empty());
}

TEST_CASE("a question form with mistakes comes back as typed") {
  DisplaySite site;
  const auto page = site.as("Bea", Role::service)
                        .submit("/desk/faq", {{"action", "save"},
                                              {"category", ""},
                                              {"question", "Why?"},
                                              {"answer", "Because it is."},
                                              {"product", "1zzz"},
                                              {"position", "x"}});
  CHECK(page.status == 422);
  for (const char* part : {"id=\"category-error\"", "id=\"question-error\"", "id=\"product-error\"",
                           "id=\"position-error\"", "value=\"Why?\"", "Because it is."}) {
    CAPTURE(part);
    CHECK(contains(page.body, part));
  }
}

TEST_CASE("a question can be put with a product, and stands on its page") {
  DisplaySite site;
  const auto product = site.show_product("aurora-s", bicycle());
  auto bea = site.as("Bea", Role::service);
  auto fields = charging("publish");
  fields.emplace_back("product", to_base32(product));
  const auto desk = path_of(location(bea.submit("/desk/faq", fields)));
  CHECK(contains(site.visitor().get("/products/aurora-s").body, "How long does charging take?"));
  CHECK(contains(bea.get(desk).body, "value=\"" + to_base32(product) + "\" selected"));
}

TEST_CASE("deleting asks first, then the question is gone with its votes") {
  DisplaySite site;
  auto bea = site.as("Bea", Role::service);
  const auto desk = path_of(location(bea.submit("/desk/faq", charging("publish"))));
  const auto page = "/help/x-" + desk.substr(desk.rfind('/') + 1);
  site.visitor().submit(page, {{"helpful", "yes"}});
  CHECK(contains(bea.get("/desk/faq").body, "data-label=\"Helped\">1<"));
  CHECK(contains(bea.get(desk + "/remove").body, "Delete this question?"));
  CHECK(site.visitor().get(page).status == 200);
  CHECK(bea.submit(desk + "/remove").status == 303);
  CHECK(site.visitor().get(page).status == 404);
  CHECK(found(site, "charging") == 0);
}

TEST_CASE("only who manages questions gets to their desk") {
  DisplaySite site;
  const auto id =
      to_base32(site.show_faq({.category = "Battery", .question = "Why is it warm?", .answer = "It works."}));
  CHECK(location(site.visitor().get("/desk/faq")).starts_with("/sign-in"));
  for (const auto& path : std::vector<std::string>{"/desk/faq", "/desk/faq/new", "/desk/faq/" + id}) {
    CHECK(site.as("Ada Kern").get(path).status == 404);
    CHECK(site.as("Bea", Role::service).get(path).status == 200);
  }
  CHECK(site.as("Ada Kern").submit("/desk/faq/" + id + "/remove").status == 404);
  CHECK(site.as("Ada Kern").submit("/desk/faq", charging("publish")).status == 404);
  CHECK(site.as("Bea", Role::service).forge("/desk/faq/" + id + "/remove").status == 403);
}
