#include "display/products/product_pages.hpp"

#include <memory>

#include "display/page_parts.hpp"
#include "display/products/product_model.hpp"
#include "display/products/product_store.hpp"
#include "members/permission.hpp"

namespace rapport::display {
namespace {

constexpr int kPageSize = 24;

class ProductPages {
 public:
  ProductPages(const Context& context, QuestionsAbout questions_about)
      : context_(context), questions_about_(std::move(questions_about)) {}

  http::Response list(const http::Request& request) const {
    const ProductId after{request.query_id("after").value_or(0)};
    auto cards = published_products(context_.database.session(), request.reader.community, after, kPageSize + 1);
    http::Value model;
    model.set("nav_products", true);
    model.set("may_manage", members::may(request.reader, members::Permission::manage_products));
    const bool more = cards.size() > kPageSize;
    if (more) cards.pop_back();
    model.set("next_url", more ? http::Value("/products?after=" + to_base32(cards.back().id)) : http::Value{});
    model.set("first_url", after.value > 0 ? http::Value("/products") : http::Value{});
    http::List products;
    for (const auto& card : cards) products.push_back(product_card_model(card));
    model.set("products", std::move(products));
    return http::page("display/products/list.html", std::string(context_.messages.text("product_list_title")),
                      std::move(model));
  }

  http::Response show(const http::Request& request) const {
    auto session = context_.database.session();
    const auto product = find_product(session, request.reader.community, request.param("product"));
    const bool may_manage = members::may(request.reader, members::Permission::manage_products);
    if (!product || (!product->published_at && !may_manage)) throw http::NotFound{};
    http::Value model = product_model(*product, request.query_value("variant"));
    model.set("questions", questions_about_(session, request.reader.community, product->id));
    model.set("nav_products", true);
    model.set("breadcrumbs", http::List{breadcrumb(context_.messages.text("product_list_title"), "/products"),
                                        breadcrumb(product->content.name)});
    model.set("edit_url", may_manage ? http::Value("/desk/products/" + to_base32(product->id)) : http::Value{});
    return http::page("display/products/show.html", product->content.name, std::move(model));
  }

 private:
  Context context_;
  QuestionsAbout questions_about_;
};

}  // namespace

void add_product_routes(http::Router& router, const Context& context, QuestionsAbout questions_about) {
  const auto pages = std::make_shared<const ProductPages>(context, std::move(questions_about));
  router.get("/products", [pages](const http::Request& request) { return pages->list(request); });
  router.get("/products/{product}", [pages](const http::Request& request) { return pages->show(request); });
}

}  // namespace rapport::display
