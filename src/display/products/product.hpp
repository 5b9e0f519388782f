#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "http/value.hpp"

namespace rapport::display {

using ProductId = Id<struct ProductTag>;

/// One form in which a product can be bought.
struct Variant {
  std::string name;
  std::string sku;
  std::int64_t price_minor = 0;  // of the product's currency
  std::string availability;      // as people say it: "in stock", "2 weeks"
};

struct Specification {
  std::string name, value;
};

struct Picture {
  std::string file_name;  // media/media_store.hpp
  std::string alt;        // what it shows, for who cannot see it; never empty
  int width = 0, height = 0;
};

/// What an editor writes.
struct ProductContent {
  std::string name;
  std::string summary;
  std::string description;  // Markdown
  std::string currency;     // ISO 4217
  std::vector<Variant> variants;
  std::vector<Specification> specifications;
};

struct Product {
  ProductId id;
  std::string slug;
  ProductContent content;
  std::string description_html;
  std::vector<Picture> pictures;
  std::int64_t version = 0;
  std::int64_t changed_at = 0;
  std::optional<std::int64_t> published_at;  // empty: a draft
};

/// A product in a list.
struct ProductCard {
  ProductId id;
  std::string slug, name, summary;
  std::optional<http::Money> price_from;
  std::optional<Picture> picture;
  std::optional<std::int64_t> published_at;
};

/// The lowest price of its variants; empty without any.
std::optional<http::Money> price_from(const ProductContent& product);

/// Whether its variants differ in price, so that a page says "from".
bool has_several_prices(const ProductContent& product);

/// What can be bought today, as far as the words tell: "in stock", "In stock, 3 left".
bool is_in_stock(const Variant& variant);

std::string product_path(const std::string& slug);

}  // namespace rapport::display
