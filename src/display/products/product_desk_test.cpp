#include "display/products/product_store.hpp"
#include "display/test_support.hpp"

using namespace rapport;
using namespace rapport::display;

namespace {

const test::Fields kAurora{{"action", "save"},
                           {"name", "Aurora S"},
                           {"summary", "The one that does everything"},
                           {"description", "It is **quiet**."},
                           {"currency", "EUR"},
                           {"variant_rows", "3"},
                           {"variant_name_0", "Size M"},
                           {"variant_sku_0", "AUS-M"},
                           {"variant_price_0", "3.199,00 €"},
                           {"variant_availability_0", "in stock"},
                           {"variant_name_2", "Size L"},
                           {"variant_sku_2", "AUS-L"},
                           {"variant_price_2", "3599"},
                           {"specification_rows", "1"},
                           {"specification_name_0", "Weight"},
                           {"specification_value_0", "24.1 kg"}};

test::Fields with(test::Fields fields, const std::string& name, const std::string& value) {
  for (auto& field : fields) {
    if (field.first == name) {
      field.second = value;
      return fields;
    }
  }
  fields.emplace_back(name, value);
  return fields;
}

std::string path_of(const std::string& address) {
  return address.substr(0, address.find('?'));
}

}  // namespace

TEST_CASE("staff write a product, see it as a draft, publish it, and everyone finds it") {
  DisplaySite site;
  auto mara = site.as("Mara", Role::marketing);
  const auto saved = mara.submit("/desk/products", kAurora);
  REQUIRE(saved.status == 303);
  CHECK(site.visitor().get("/products/aurora-s").status == 404);
  const auto product = find_product(site.database().session(), site.community(), "aurora-s");
  REQUIRE(product);
  REQUIRE(product->content.variants.size() == 2);
  CHECK(product->content.variants[0].price_minor == 319900);
  CHECK(product->content.variants[1].sku == "AUS-L");
  CHECK(mara.submit(path_of(location(saved)) + "/publish", {{"published", "yes"}}).status == 303);
  CHECK(contains(site.visitor().get("/products/aurora-s").body, "<strong>quiet</strong>"));
  CHECK(site.event_kinds() == std::vector<std::string>{"product.drafted", "product.published"});
  mara.submit(path_of(location(saved)) + "/publish", {{"published", "no"}});
  CHECK(site.visitor().get("/products/aurora-s").status == 404);
}

TEST_CASE("save and publish is one step") {
  DisplaySite site;
  auto mara = site.as("Mara", Role::marketing);
  CHECK(mara.submit("/desk/products", with(kAurora, "action", "publish")).status == 303);
  CHECK(site.visitor().get("/products/aurora-s").status == 200);
}

TEST_CASE("a product form with mistakes comes back as typed, with a message at each field") {
  DisplaySite site;
  auto mara = site.as("Mara", Role::marketing);
  auto fields = with(with(with(kAurora, "variant_price_0", "a lot"), "variant_sku_2", "AUS-M"), "name", "");
  const auto page = mara.submit("/desk/products", with(fields, "currency", "eur"));
  CHECK(page.status == 422);
  CHECK(contains(page.body, "value=\"a lot\""));
  CHECK(contains(page.body, "id=\"variant_price_0-error\">Please write a price"));
  CHECK(contains(page.body, "id=\"variant_sku_2-error\""));
  CHECK(contains(page.body, "id=\"name-error\""));
  CHECK(contains(page.body, "id=\"currency-error\""));
  CHECK(site.event_kinds().empty());
}

TEST_CASE("more rows come without scripts, and nothing typed is lost or saved") {
  DisplaySite site;
  auto mara = site.as("Mara", Role::marketing);
  const auto page = mara.submit("/desk/products", with(kAurora, "action", "add_variant"));
  CHECK(page.status == 200);
  CHECK(contains(page.body, "name=\"variant_name_5\""));
  CHECK(contains(page.body, "name=\"variant_rows\" value=\"6\""));
  CHECK(contains(page.body, "value=\"3.199,00 €\""));
  CHECK(site.event_kinds().empty());
  CHECK(mara.submit("/desk/products", with(kAurora, "variant_rows", "99999999")).status == 303);
}

TEST_CASE("a preview shows the page that would be, and saves nothing") {
  DisplaySite site;
  const auto page = site.as("Mara", Role::marketing).submit("/desk/products", with(kAurora, "action", "preview"));
  CHECK(page.status == 200);
  CHECK(contains(page.body, "<strong>quiet</strong>"));
  CHECK(contains(page.body, "€3,199.00"));
  CHECK(contains(page.body, "It is **quiet**."));
  CHECK(site.event_kinds().empty());
}

TEST_CASE("two editors notice each other, and the later one loses nothing") {
  DisplaySite site;
  auto mara = site.as("Mara", Role::marketing);
  auto yuki = site.as("Yuki", Role::research_development);
  const auto path = path_of(location(mara.submit("/desk/products", kAurora)));
  REQUIRE(contains(mara.get(path).body, "name=\"version\" value=\"1\""));
  const auto of_mara = with(with(kAurora, "version", "1"), "summary", "Mara's words");
  const auto of_yuki = with(with(kAurora, "version", "1"), "summary", "Yuki's words");
  CHECK(mara.submit(path, of_mara).status == 303);
  const auto refused = yuki.submit(path, of_yuki);
  CHECK(refused.status == 409);
  CHECK(contains(refused.body, "Somebody else saved"));
  CHECK(contains(refused.body, "value=\"Yuki&#39;s words\""));
  CHECK(contains(refused.body, "name=\"version\" value=\"2\""));
  CHECK(find_product(site.database().session(), site.community(), "aurora-s")->content.summary == "Mara's words");
  CHECK(yuki.submit(path, with(of_yuki, "version", "2")).status == 303);
  CHECK(find_product(site.database().session(), site.community(), "aurora-s")->content.summary == "Yuki's words");
}

TEST_CASE("two products cannot have one address") {
  DisplaySite site;
  auto mara = site.as("Mara", Role::marketing);
  CHECK(mara.submit("/desk/products", kAurora).status == 303);
  const auto page = mara.submit("/desk/products", with(kAurora, "slug", "Aurora S"));
  CHECK(page.status == 422);
  CHECK(contains(page.body, "Another product has this address."));
  CHECK(mara.submit("/desk/products", with(kAurora, "slug", "aurora-t")).status == 303);
}

TEST_CASE("only who manages products gets to their desk") {
  DisplaySite site;
  const auto id = to_base32(site.show_product("aurora-s", bicycle()));
  for (const std::string path : {"/desk/products", "/desk/products/new"}) {
    CHECK(location(site.visitor().get(path)).starts_with("/sign-in"));
    CHECK(site.as("Ada Kern").get(path).status == 404);
    CHECK(site.as("Bea", Role::service).get(path).status == 404);
    CHECK(site.as("Mara", Role::marketing).get(path).status == 200);
  }
  CHECK(site.as("Ada Kern").submit("/desk/products", kAurora).status == 404);
  CHECK(site.as("Ada Kern").submit("/desk/products/" + id + "/publish", {{"published", "no"}}).status == 404);
  CHECK(site.as("Mara", Role::marketing).forge("/desk/products/" + id + "/publish").status == 403);
  CHECK(site.as("Mara", Role::marketing).get("/desk/products/1zzz").status == 404);
}
