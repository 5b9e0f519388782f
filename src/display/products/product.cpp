#include "display/products/product.hpp"

#include <algorithm>

namespace rapport::display {

std::optional<http::Money> price_from(const ProductContent& product) {
  const auto& variants = product.variants;
  const auto lowest = std::min_element(variants.begin(), variants.end(), [](const Variant& a, const Variant& b) {
    return a.price_minor < b.price_minor;
  });
  if (lowest == variants.end()) return std::nullopt;
  return http::Money{lowest->price_minor, product.currency};
}

bool has_several_prices(const ProductContent& product) {
  return std::any_of(product.variants.begin(), product.variants.end(), [&](const Variant& variant) {
    return variant.price_minor != product.variants.front().price_minor;
  });
}

bool is_in_stock(const Variant& variant) {
  std::string lower;
  for (const char c : variant.availability) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower.starts_with("in stock");
}

std::string product_path(const std::string& slug) {
  return "/products/" + slug;
}

}  // namespace rapport::display
