#include "display/products/publishing.hpp"

#include "display/products/product_store.hpp"
#include "text/search.hpp"

namespace rapport::display {
namespace {

constexpr const char* kKind = "product";

void index(store::Transaction& transaction, CommunityId community, ProductId id, const std::string& slug,
           const ProductContent& content) {
  std::string body = content.summary + "\n\n" + content.description;
  for (const auto& variant : content.variants) body += "\n\n" + variant.name + " " + variant.sku;
  for (const auto& specification : content.specifications) {
    body += "\n\n" + specification.name + ": " + specification.value;
  }
  text::index(transaction, community, {kKind, id.value, content.name, body, product_path(slug)});
}

Happening happening(std::string kind, ProductId id, const std::string& slug, const std::string& name) {
  return {.kind = std::move(kind), .subject = id.value, .title = name, .path = product_path(slug)};
}

}  // namespace

ProductId add_product(store::Transaction& transaction, IdSource& ids, const Change& change, const std::string& slug,
                      const ProductContent& content) {
  const auto id = ids.next<ProductId>();
  insert_product(transaction, change, id, slug, content);
  append_event(transaction, ids, change, happening("product.drafted", id, slug, content.name));
  return id;
}

bool save_product(store::Transaction& transaction, IdSource& ids, const Change& change, const Product& before,
                  std::int64_t version, const ProductContent& content) {
  if (!update_product(transaction, change, before.id, version, content)) return false;
  if (before.published_at) index(transaction, change.community, before.id, before.slug, content);
  append_event(transaction, ids, change, happening("product.changed", before.id, before.slug, content.name));
  return true;
}

void publish_product(store::Transaction& transaction, IdSource& ids, const Change& change, const Product& product,
                     bool published) {
  set_published(transaction, change, product.id, published);
  if (published) {
    index(transaction, change.community, product.id, product.slug, product.content);
  } else {
    text::remove_from_index(transaction, change.community, kKind, product.id.value);
  }
  append_event(
      transaction, ids, change,
      happening(published ? "product.published" : "product.withdrawn", product.id, product.slug, product.content.name));
}

ProductId import_product(store::Transaction& transaction, IdSource& ids, const Change& change, const std::string& slug,
                         const ProductContent& content, const std::vector<Picture>& pictures) {
  const auto id = ids.next<ProductId>();
  insert_product(transaction, change, id, slug, content);
  replace_pictures(transaction, change.community, id, pictures);
  set_published(transaction, change, id, true);
  index(transaction, change.community, id, slug, content);
  append_event(transaction, ids, change, happening("product.published", id, slug, content.name));
  return id;
}

}  // namespace rapport::display
