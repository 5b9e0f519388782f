#pragma once

#include <string_view>

#include "display/products/product.hpp"
#include "http/messages.hpp"

namespace rapport::display {

/// {"name", "url", "summary", "price_from", "picture": {"url", "alt", …}}: a product in a list.
http::Value product_card_model(const ProductCard& card);

/// Everything that the product page shows.
/// @param chosen_sku  the variant whose price stands on top; "" or an unknown one: the lowest price does
http::Value product_model(const Product& product, std::string_view chosen_sku);

http::Value picture_model(const Picture& picture);

}  // namespace rapport::display
