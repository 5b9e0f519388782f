#include "display/products/product_store.hpp"

#include "store/query.hpp"
#include "text/markdown.hpp"

namespace rapport::display {
namespace {

#define CARD_COLUMNS                                                                                \
  "SELECT p.product_id, p.slug, p.name, p.summary, p.currency, p.published_at, "                    \
  "(SELECT min(v.price_minor) FROM product_variant v "                                              \
  "WHERE v.community_id = p.community_id AND v.product_id = p.product_id), "                        \
  "i.file_name, i.alt, m.width, m.height FROM product p "                                           \
  "LEFT JOIN product_picture i ON i.community_id = p.community_id AND i.product_id = p.product_id " \
  "AND i.position = 1 "                                                                             \
  "LEFT JOIN media m ON m.community_id = i.community_id AND m.file_name = i.file_name "             \
  "WHERE p.community_id = :community_id "
constexpr const char* kPublished =
    CARD_COLUMNS "AND p.published_at IS NOT NULL AND p.product_id > :after ORDER BY p.product_id LIMIT :limit";
constexpr const char* kDesk = CARD_COLUMNS "ORDER BY p.changed_at DESC, p.product_id DESC";
#undef CARD_COLUMNS

#define PRODUCT_COLUMNS                                                                                    \
  "SELECT product_id, slug, name, summary, description, description_html, currency, version, changed_at, " \
  "published_at FROM product WHERE community_id = :community_id "
constexpr const char* kFindBySlug = PRODUCT_COLUMNS "AND slug = :slug";
constexpr const char* kFindById = PRODUCT_COLUMNS "AND product_id = :product_id";
#undef PRODUCT_COLUMNS

constexpr const char* kVariants =
    "SELECT name, sku, price_minor, availability FROM product_variant "
    "WHERE community_id = :community_id AND product_id = :product_id ORDER BY position";
constexpr const char* kSpecifications =
    "SELECT name, value FROM product_specification "
    "WHERE community_id = :community_id AND product_id = :product_id ORDER BY position";
constexpr const char* kPictures =
    "SELECT i.file_name, i.alt, m.width, m.height FROM product_picture i "
    "JOIN media m ON m.community_id = i.community_id AND m.file_name = i.file_name "
    "WHERE i.community_id = :community_id AND i.product_id = :product_id ORDER BY i.position";

constexpr const char* kInsert =
    "INSERT INTO product (community_id, product_id, slug, name, summary, description, description_html, currency, "
    "version, created_at, changed_at, changed_by) VALUES (:community_id, :product_id, :slug, :name, :summary, "
    ":description, :description_html, :currency, 1, :at, :at, :by)";
constexpr const char* kUpdate =
    "UPDATE product SET name = :name, summary = :summary, description = :description, "
    "description_html = :description_html, currency = :currency, version = version + 1, changed_at = :at, "
    "changed_by = :by WHERE community_id = :community_id AND product_id = :product_id AND version = :version";
constexpr const char* kPublish =
    "UPDATE product SET published_at = :at, published_by = :by "
    "WHERE community_id = :community_id AND product_id = :product_id";
constexpr const char* kDeleteVariants =
    "DELETE FROM product_variant WHERE community_id = :community_id AND product_id = :product_id";
constexpr const char* kDeleteSpecifications =
    "DELETE FROM product_specification WHERE community_id = :community_id AND product_id = :product_id";
constexpr const char* kDeletePictures =
    "DELETE FROM product_picture WHERE community_id = :community_id AND product_id = :product_id";
constexpr const char* kInsertVariant =
    "INSERT INTO product_variant (community_id, product_id, position, name, sku, price_minor, availability) "
    "VALUES (:community_id, :product_id, :position, :name, :sku, :price_minor, :availability)";
constexpr const char* kInsertSpecification =
    "INSERT INTO product_specification (community_id, product_id, position, name, value) "
    "VALUES (:community_id, :product_id, :position, :name, :value)";
constexpr const char* kInsertPicture =
    "INSERT INTO product_picture (community_id, product_id, position, file_name, alt) "
    "VALUES (:community_id, :product_id, :position, :file_name, :alt)";

template <class... A>
std::vector<ProductCard> cards(store::Session& session, const char* sql, store::Argument<A>... arguments) {
  std::vector<ProductCard> found;
  store::each(
      session, sql,
      [&](ProductId id, std::string slug, std::string name, std::string summary, std::string currency,
          std::optional<std::int64_t> published_at, std::optional<std::int64_t> price,
          std::optional<std::string> file_name, std::string alt, int width, int height) {
        ProductCard card{id, std::move(slug), std::move(name), std::move(summary), {}, {}, published_at};
        if (price) card.price_from = http::Money{*price, std::move(currency)};
        if (file_name) card.picture = Picture{std::move(*file_name), std::move(alt), width, height};
        found.push_back(std::move(card));
      },
      arguments...);
  return found;
}

template <class A>
std::optional<Product> find(store::Session& session, CommunityId community, const char* sql, store::Argument<A> key) {
  std::optional<Product> found;
  store::each(
      session, sql,
      [&](ProductId id, std::string slug, std::string name, std::string summary, std::string description,
          std::string description_html, std::string currency, std::int64_t version, std::int64_t changed_at,
          std::optional<std::int64_t> published_at) {
        found.emplace();
        found->id = id;
        found->slug = std::move(slug);
        found->content.name = std::move(name);
        found->content.summary = std::move(summary);
        found->content.description = std::move(description);
        found->content.currency = std::move(currency);
        found->description_html = std::move(description_html);
        found->version = version;
        found->changed_at = changed_at;
        found->published_at = published_at;
      },
      store::arg("community_id", community), key);
  if (!found) return found;
  const auto here = store::arg("community_id", community);
  const auto product = store::arg("product_id", found->id);
  store::each(
      session, kVariants,
      [&](std::string name, std::string sku, std::int64_t price_minor, std::string availability) {
        found->content.variants.push_back({std::move(name), std::move(sku), price_minor, std::move(availability)});
      },
      here, product);
  store::each(
      session, kSpecifications,
      [&](std::string name, std::string value) {
        found->content.specifications.push_back({std::move(name), std::move(value)});
      },
      here, product);
  store::each(
      session, kPictures,
      [&](std::string file_name, std::string alt, int width, int height) {
        found->pictures.push_back({std::move(file_name), std::move(alt), width, height});
      },
      here, product);
  return found;
}

void insert_rows(store::Transaction& transaction, CommunityId community, ProductId id, const ProductContent& content) {
  const auto here = store::arg("community_id", community);
  const auto product = store::arg("product_id", id);
  int position = 0;
  for (const auto& variant : content.variants) {
    store::execute(transaction, kInsertVariant, here, product, store::arg("position", ++position),
                   store::arg("name", variant.name), store::arg("sku", variant.sku),
                   store::arg("price_minor", variant.price_minor), store::arg("availability", variant.availability));
  }
  position = 0;
  for (const auto& specification : content.specifications) {
    store::execute(transaction, kInsertSpecification, here, product, store::arg("position", ++position),
                   store::arg("name", specification.name), store::arg("value", specification.value));
  }
}

}  // namespace

std::vector<ProductCard> published_products(store::Session& session, CommunityId community, ProductId after,
                                            int limit) {
  return cards(session, kPublished, store::arg("community_id", community), store::arg("after", after),
               store::arg("limit", limit));
}

std::vector<ProductCard> desk_products(store::Session& session, CommunityId community) {
  return cards(session, kDesk, store::arg("community_id", community));
}

std::optional<Product> find_product(store::Session& session, CommunityId community, const std::string& slug) {
  return find(session, community, kFindBySlug, store::arg("slug", slug));
}

std::optional<Product> find_product(store::Session& session, CommunityId community, ProductId id) {
  return find(session, community, kFindById, store::arg("product_id", id));
}

void insert_product(store::Transaction& transaction, const Change& change, ProductId id, const std::string& slug,
                    const ProductContent& content) {
  store::execute(transaction, kInsert, store::arg("community_id", change.community), store::arg("product_id", id),
                 store::arg("slug", slug), store::arg("name", content.name), store::arg("summary", content.summary),
                 store::arg("description", content.description),
                 store::arg("description_html", text::render_markdown(content.description)),
                 store::arg("currency", content.currency), store::arg("at", change.at_ms),
                 store::arg("by", change.actor));
  insert_rows(transaction, change.community, id, content);
}

bool update_product(store::Transaction& transaction, const Change& change, ProductId id, std::int64_t version,
                    const ProductContent& content) {
  const auto changed = store::execute(
      transaction, kUpdate, store::arg("name", content.name), store::arg("summary", content.summary),
      store::arg("description", content.description),
      store::arg("description_html", text::render_markdown(content.description)),
      store::arg("currency", content.currency), store::arg("at", change.at_ms), store::arg("by", change.actor),
      store::arg("community_id", change.community), store::arg("product_id", id), store::arg("version", version));
  if (changed == 0) return false;
  const auto here = store::arg("community_id", change.community);
  store::execute(transaction, kDeleteVariants, here, store::arg("product_id", id));
  store::execute(transaction, kDeleteSpecifications, here, store::arg("product_id", id));
  insert_rows(transaction, change.community, id, content);
  return true;
}

void set_published(store::Transaction& transaction, const Change& change, ProductId id, bool published) {
  store::execute(transaction, kPublish,
                 store::arg("at", published ? std::optional<std::int64_t>(change.at_ms) : std::nullopt),
                 store::arg("by", published ? change.actor : std::nullopt),
                 store::arg("community_id", change.community), store::arg("product_id", id));
}

void replace_pictures(store::Transaction& transaction, CommunityId community, ProductId id,
                      const std::vector<Picture>& pictures) {
  store::execute(transaction, kDeletePictures, store::arg("community_id", community), store::arg("product_id", id));
  int position = 0;
  for (const auto& picture : pictures) {
    store::execute(transaction, kInsertPicture, store::arg("community_id", community), store::arg("product_id", id),
                   store::arg("position", ++position), store::arg("file_name", picture.file_name),
                   store::arg("alt", picture.alt));
  }
}

}  // namespace rapport::display
