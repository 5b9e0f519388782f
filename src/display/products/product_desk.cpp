#include "display/products/product_desk.hpp"

#include <memory>

#include "display/products/product_form.hpp"
#include "display/products/product_model.hpp"
#include "display/products/product_store.hpp"
#include "display/products/publishing.hpp"
#include "members/permission.hpp"
#include "text/markdown.hpp"
#include "text/slug.hpp"

namespace rapport::display {
namespace {

std::string desk_path(ProductId id) {
  return "/desk/products/" + to_base32(id);
}

class ProductDesk {
 public:
  explicit ProductDesk(const Context& context) : context_(context) {}

  http::Response list(const http::Request& request) const {
    members::require(request, members::Permission::manage_products);
    http::List products;
    for (const auto& card : desk_products(context_.database.session(), request.reader.community)) {
      products.push_back(
          product_card_model(card).set("desk_url", desk_path(card.id)).set("published", card.published_at.has_value()));
    }
    http::Value model;
    model.set("nav_desk", true);
    model.set("products", std::move(products));
    return http::page("display/products/desk_list.html", word("product_desk"), std::move(model));
  }

  http::Response compose(const http::Request& request) const {
    members::require(request, members::Permission::manage_products);
    http::Request filled;
    ProductContent empty;
    empty.currency = "EUR";
    filled.form = fields_of(empty);
    return form_page(ProductForm{filled, context_.messages}, nullptr, {}, 200);
  }

  http::Response create(const http::Request& request) const {
    members::require(request, members::Permission::manage_products);
    ProductForm form{request, context_.messages};
    if (adds_rows(request)) return form_page(form, nullptr, {}, 200);
    const auto content = form.read();
    const std::string words = form.form().text("slug", 0, 60);
    if (!form.ok()) return form_page(form, nullptr, {}, 422);
    if (request.field("action") == "preview") return form_page(form, nullptr, preview_of(content), 200);
    const std::string slug = text::slug(words.empty() ? content.name : words);
    store::Transaction transaction{context_.database};
    if (find_product(transaction, request.reader.community, slug)) {
      form.form().fail("slug", word("product_slug_taken"));
      return form_page(form, nullptr, {}, 422);
    }
    const auto id = add_product(transaction, context_.ids, change_by(request), slug, content);
    finish(transaction, request, id);
    return http::redirect(desk_path(id) + "?saved=1");
  }

  http::Response edit(const http::Request& request) const {
    const auto product = find(context_.database.session(), request);
    http::Request filled;
    filled.form = fields_of(product.content);
    filled.form.emplace_back("version", std::to_string(product.version));
    http::Value notice;
    if (request.query_value("saved") == "1") notice.set("saved", true);
    return form_page(ProductForm{filled, context_.messages}, &product, std::move(notice), 200);
  }

  http::Response save(const http::Request& request) const {
    ProductForm form{request, context_.messages};
    store::Transaction transaction{context_.database};
    const auto before = find(transaction, request);
    if (adds_rows(request)) return form_page(form, &before, {}, 200);
    const auto content = form.read();
    const auto version = form.form().integer("version", 1, INT64_MAX);
    if (!form.ok()) return form_page(form, &before, {}, 422);
    if (request.field("action") == "preview") return form_page(form, &before, preview_of(content), 200);
    if (!save_product(transaction, context_.ids, change_by(request), before, version, content)) {
      http::Value notice;
      notice.set("saved_meanwhile", http::Time{before.changed_at});
      return form_page(form, &before, std::move(notice), 409);
    }
    finish(transaction, request, before.id);
    return http::redirect(desk_path(before.id) + "?saved=1");
  }

  http::Response publish(const http::Request& request) const {
    store::Transaction transaction{context_.database};
    const auto product = find(transaction, request);
    publish_product(transaction, context_.ids, change_by(request), product, request.field("published") == "yes");
    transaction.commit();
    return http::redirect(desk_path(product.id));
  }

 private:
  std::string word(std::string_view key) const { return std::string(context_.messages.text(key)); }

  Change change_by(const http::Request& request) const {
    return {request.reader.community, request.reader.member, context_.clock.now_ms()};
  }

  static bool adds_rows(const http::Request& request) { return request.field("action").starts_with("add_"); }

  Product find(store::Session& session, const http::Request& request) const {
    members::require(request, members::Permission::manage_products);
    auto product = find_product(session, request.reader.community, request.id_param<ProductId>("product"));
    if (!product) throw http::NotFound{};
    return std::move(*product);
  }

  /// Publishes what was just saved if that was asked for, and commits.
  void finish(store::Transaction& transaction, const http::Request& request, ProductId id) const {
    if (request.field("action") == "publish") {
      const auto saved = find_product(transaction, request.reader.community, id);
      publish_product(transaction, context_.ids, change_by(request), saved.value(), true);
    }
    transaction.commit();
  }

  http::Value preview_of(const ProductContent& content) const {
    Product product;
    product.content = content;
    product.description_html = text::render_markdown(content.description);
    return http::Value{}.set("preview", product_model(product, {}));
  }

  /// @param product  as it stands; null for a new one
  /// @param notices  "saved", "saved_meanwhile", "preview"
  http::Response form_page(const ProductForm& form, const Product* product, http::Value notices, int status) const {
    http::Value model = std::move(notices);
    model.set("nav_desk", true);
    model.set("form", form.model());
    model.set("action_url", product ? desk_path(product->id) : "/desk/products");
    if (product) {
      model.set("version", product->version);
      model.set("page_url", product_path(product->slug));
      model.set("published", product->published_at.has_value());
    }
    return http::page("display/products/desk_form.html", product ? product->content.name : word("product_new"),
                      std::move(model), status);
  }

  Context context_;
};

}  // namespace

void add_product_desk_routes(http::Router& router, const Context& context) {
  const auto desk = std::make_shared<const ProductDesk>(context);
  router.get("/desk/products", [desk](const http::Request& request) { return desk->list(request); });
  router.post("/desk/products", [desk](const http::Request& request) { return desk->create(request); });
  router.get("/desk/products/new", [desk](const http::Request& request) { return desk->compose(request); });
  router.get("/desk/products/{product}", [desk](const http::Request& request) { return desk->edit(request); });
  router.post("/desk/products/{product}", [desk](const http::Request& request) { return desk->save(request); });
  router.post("/desk/products/{product}/publish",
              [desk](const http::Request& request) { return desk->publish(request); });
}

}  // namespace rapport::display
