#include "display/products/product_model.hpp"

#include "display/media/media_store.hpp"
#include "display/products/price.hpp"

namespace rapport::display {
namespace {

http::Value variant_model(const Variant& variant, const std::string& currency, bool chosen) {
  const http::Money price{variant.price_minor, currency};
  http::Value model;
  model.set("name", variant.name);
  model.set("sku", variant.sku);
  model.set("price", price);
  model.set("plain_price", plain_price(price));
  model.set("currency", currency);
  model.set("availability", variant.availability);
  model.set("in_stock", is_in_stock(variant));
  model.set("chosen", chosen);
  return model;
}

http::List variants_model(const ProductContent& product, std::string_view chosen_sku) {
  http::List variants;
  for (const auto& variant : product.variants) {
    variants.push_back(variant_model(variant, product.currency, variant.sku == chosen_sku));
  }
  return variants;
}

http::List specifications_model(const ProductContent& product) {
  http::List specifications;
  for (const auto& specification : product.specifications) {
    specifications.push_back(http::Value{}.set("name", specification.name).set("value", specification.value));
  }
  return specifications;
}

http::List pictures_model(const std::vector<Picture>& pictures) {
  http::List models;
  for (const auto& picture : pictures) {
    models.push_back(picture_model(picture).set("number", models.size() + 1));
  }
  return models;
}

}  // namespace

http::Value picture_model(const Picture& picture) {
  http::Value model;
  model.set("url", media_path(picture.file_name));
  model.set("alt", picture.alt);
  model.set("width", picture.width);
  model.set("height", picture.height);
  return model;
}

http::Value product_card_model(const ProductCard& card) {
  http::Value model;
  model.set("id", to_base32(card.id));
  model.set("name", card.name);
  model.set("url", product_path(card.slug));
  model.set("summary", card.summary);
  model.set("price_from", card.price_from);
  model.set("picture", card.picture ? picture_model(*card.picture) : http::Value{});
  return model;
}

http::Value product_model(const Product& product, std::string_view chosen_sku) {
  const auto& content = product.content;
  http::Value model;
  model.set("id", to_base32(product.id));
  model.set("slug", product.slug);
  model.set("name", content.name);
  model.set("url", product_path(product.slug));
  model.set("summary", content.summary);
  model.set("description", content.description);
  model.set("description_html", http::Html{product.description_html});
  model.set("price_from", price_from(content));
  model.set("has_several_prices", has_several_prices(content));
  http::Value chosen;
  for (const auto& variant : content.variants) {
    if (variant.sku == chosen_sku) chosen = variant_model(variant, content.currency, true);
  }
  model.set("chosen_variant", std::move(chosen));
  model.set("variants", variants_model(content, chosen_sku));
  model.set("specifications", specifications_model(content));
  model.set("pictures", pictures_model(product.pictures));
  model.set("several_pictures", product.pictures.size() > 1);
  model.set("published_at", http::time_or_null(product.published_at));
  return model;
}

}  // namespace rapport::display
