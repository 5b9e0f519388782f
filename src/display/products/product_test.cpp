#include "display/test_support.hpp"

using namespace rapport;
using namespace rapport::display;

TEST_CASE("a product page shows pictures, price, variants, specifications and its questions") {
  DisplaySite site;
  const auto picture = site.keep_picture("Aurora S from the right");
  const auto id = site.show_product("aurora-s", bicycle(), {picture});
  site.show_faq(
      {.category = "Battery", .question = "How far does it go?", .answer = "About *75 km*.", .product = id.value});
  const auto page = site.visitor().get("/products/aurora-s");
  REQUIRE(page.status == 200);
  for (const char* part :
       {"<h1 itemprop=\"name\">Aurora S</h1>", "€3,199.00", "Size L, 720 Wh", "24.1 kg", "<strong>quiet</strong>",
        "How far does it go?", "<em>75 km</em>", "alt=\"Aurora S from the right\"", "https://schema.org/Product",
        "itemprop=\"price\" content=\"3199.00\"", "https://schema.org/InStock"}) {
    CAPTURE(part);
    CHECK(contains(page.body, part));
  }
}

TEST_CASE("the JSON of a product has every field, money as minor units") {
  DisplaySite site;
  site.show_product("aurora-s", bicycle());
  const auto json = site.visitor().json("/products/aurora-s");
  REQUIRE(json.status == 200);
  CHECK(contains(json.body, R"("price_from":{"minor":319900,"currency":"EUR"})"));
  CHECK(contains(json.body, R"("sku":"AUS-L")"));
  CHECK(contains(json.body, R"("specifications":[{"name":"Weight","value":"24.1 kg"})"));
  CHECK(contains(json.body, R"("description":"It is **quiet**.")"));
}

TEST_CASE("a chosen variant shows its own price and availability") {
  DisplaySite site;
  site.show_product("aurora-s", bicycle());
  CHECK(contains(site.visitor().get("/products/aurora-s").body, "<span class=\"from\">from</span> €3,199.00"));
  const auto chosen = site.visitor().get("/products/aurora-s?variant=AUS-L");
  CHECK(contains(chosen.body, "<p class=\"price\">€3,599.00</p>"));
  CHECK(contains(chosen.body, "Size L, 720 Wh · 2 weeks"));
  CHECK(site.visitor().get("/products/aurora-s?variant=nonsense").status == 200);
}

TEST_CASE("a draft is seen by who may write it and is a 404 to everyone else") {
  DisplaySite site;
  const auto id = site.show_product("aurora-s", bicycle());
  {
    store::Transaction transaction{site.database()};
    Product product;
    product.id = id;
    product.slug = "aurora-s";
    product.content = bicycle();
    publish_product(transaction, site.ids(), site.now(), product, false);
    transaction.commit();
  }
  CHECK(site.visitor().get("/products/aurora-s").status == 404);
  CHECK(site.as("Ada Kern").get("/products/aurora-s").status == 404);
  CHECK(site.as("Mara", Role::marketing).get("/products/aurora-s").status == 200);
  CHECK(contains(site.visitor().get("/products").body, "No products yet"));
}

TEST_CASE("products are listed in the order in which they were made, page by page") {
  DisplaySite site;
  for (int i = 0; i < 30; ++i) {
    auto content = bicycle();
    content.name = "Model " + std::to_string(i) + ".";
    site.show_product("model-" + std::to_string(i), content);
  }
  const auto first = site.visitor().get("/products");
  CHECK(contains(first.body, "Model 0."));
  CHECK(contains(first.body, "Model 23."));
  CHECK(!contains(first.body, "Model 24."));
  const auto at = first.body.find("/products?after=");
  REQUIRE(at != std::string::npos);
  const auto next = site.visitor().get(first.body.substr(at, first.body.find('"', at) - at));
  CHECK(!contains(next.body, "Model 23."));
  CHECK(contains(next.body, "Model 24."));
  CHECK(contains(next.body, "Model 29."));
  CHECK(!contains(next.body, "rel=\"next\""));
}

TEST_CASE("whatever an editor writes, no script of theirs runs") {
  DisplaySite site;
  auto content = bicycle();
  content.name = "<script>alert(1)</script>";
  content.summary = "\"><img src=x onerror=alert(2)>";
  content.description = "<script>alert(3)</script> [x](javascript:alert(4))";
  content.variants[0].sku = "\" onmouseover=\"alert(5)";
  content.specifications[0].value = "</dd><script>alert(6)</script>";
  site.show_product("hostile", content);
  const auto page = site.visitor().get("/products/hostile").body;
  CHECK(contains(page, "&lt;script&gt;alert(1)"));
  CHECK(!contains(page, "<script>alert"));
  CHECK(!contains(page, "<img src=x"));
  CHECK(!contains(page, "\" onmouseover"));
  CHECK(!contains(page, "href=\"javascript:"));
}

TEST_CASE("a kept picture is sent for good, and sandboxed") {
  DisplaySite site;
  const auto picture = site.keep_picture("x");
  const auto sent = site.visitor().get(media_path(picture.file_name));
  REQUIRE(sent.status == 200);
  CHECK(sent.body == "<svg/>");
  CHECK(header(sent, "Content-Type") == "image/svg+xml");
  CHECK(contains(header(sent, "Cache-Control"), "immutable"));
  CHECK(contains(header(sent, "Content-Security-Policy"), "sandbox"));
  CHECK(site.visitor().get("/media/0123.svg").status == 404);
}
