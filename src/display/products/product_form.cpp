#include "display/products/product_form.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "display/products/price.hpp"

namespace rapport::display {
namespace {

constexpr int kSpareRows = 3;
constexpr int kMostRows = 60;

std::string numbered(std::string_view field, int row) {
  return std::string(field) + "_" + std::to_string(row);
}

}  // namespace

ProductForm::ProductForm(const http::Request& request, const http::Messages& messages)
    : request_(request), messages_(messages), form_(request, messages) {}

int ProductForm::rows(std::string_view kind) const {
  const std::string typed = request_.field(std::string(kind) + "_rows");
  int rows = kSpareRows;
  std::from_chars(typed.data(), typed.data() + typed.size(), rows);
  if (request_.field("action") == "add_" + std::string(kind)) rows += kSpareRows;
  return std::clamp(rows, 0, kMostRows);
}

ProductContent ProductForm::read() {
  ProductContent content;
  content.name = form_.text("name", 2, 80);
  content.summary = form_.text("summary", 2, 200);
  content.description = form_.text("description", 0, 20000);
  content.currency = form_.text("currency", 3, 3);
  const bool is_code =
      std::all_of(content.currency.begin(), content.currency.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!is_code) form_.fail("currency", std::string(messages_.text("product_currency_wrong")));
  std::set<std::string> skus;
  for (int row = 0; row < rows("variant"); ++row) {
    if (request_.field(numbered("variant_name", row)).empty() && request_.field(numbered("variant_sku", row)).empty() &&
        request_.field(numbered("variant_price", row)).empty()) {
      continue;
    }
    content.variants.push_back(read_variant(row, content.currency));
    if (!skus.insert(content.variants.back().sku).second) {
      form_.fail(numbered("variant_sku", row), std::string(messages_.text("product_sku_twice")));
    }
  }
  for (int row = 0; row < rows("specification"); ++row) {
    const auto name = numbered("specification_name", row);
    const auto value = numbered("specification_value", row);
    if (request_.field(name).empty() && request_.field(value).empty()) continue;
    content.specifications.push_back({form_.text(name, 1, 80), form_.text(value, 1, 300)});
  }
  return content;
}

Variant ProductForm::read_variant(int row, const std::string& currency) {
  Variant variant;
  variant.name = form_.text(numbered("variant_name", row), 1, 100);
  variant.sku = form_.text(numbered("variant_sku", row), 1, 40);
  variant.availability = form_.text(numbered("variant_availability", row), 0, 60);
  const auto field = numbered("variant_price", row);
  const auto price = price_from_text(form_.text(field, 1, 40), currency);
  if (!price) form_.fail(field, std::string(messages_.text("product_price_wrong")));
  variant.price_minor = price.value_or(0);
  return variant;
}

http::Value ProductForm::row_field(const std::string& name) const {
  const auto error = form_.errors().find(name);
  return http::Value{}
      .set("field", name)
      .set("value", request_.field(name))
      .set("error", error == form_.errors().end() ? http::Value{} : http::Value(error->second));
}

http::Value ProductForm::model() const {
  http::Value model = form_.values({"slug", "name", "summary", "description", "currency"});
  http::List variants;
  for (int row = 0; row < rows("variant"); ++row) {
    http::Value variant;
    variant.set("number", row + 1);
    variant.set("variant_name", row_field(numbered("variant_name", row)));
    variant.set("variant_sku", row_field(numbered("variant_sku", row)));
    variant.set("variant_price", row_field(numbered("variant_price", row)));
    variant.set("variant_availability", row_field(numbered("variant_availability", row)));
    variants.push_back(std::move(variant));
  }
  http::List specifications;
  for (int row = 0; row < rows("specification"); ++row) {
    http::Value specification;
    specification.set("number", row + 1);
    specification.set("specification_name", row_field(numbered("specification_name", row)));
    specification.set("specification_value", row_field(numbered("specification_value", row)));
    specifications.push_back(std::move(specification));
  }
  model.set("variant_rows", variants.size());
  model.set("variant_list", std::move(variants));
  model.set("specification_rows", specifications.size());
  model.set("specification_list", std::move(specifications));
  return model;
}

http::Pairs fields_of(const ProductContent& content) {
  http::Pairs fields{{"name", content.name},
                     {"summary", content.summary},
                     {"description", content.description},
                     {"currency", content.currency}};
  int row = 0;
  for (const auto& variant : content.variants) {
    fields.emplace_back(numbered("variant_name", row), variant.name);
    fields.emplace_back(numbered("variant_sku", row), variant.sku);
    fields.emplace_back(numbered("variant_price", row), plain_price({variant.price_minor, content.currency}));
    fields.emplace_back(numbered("variant_availability", row), variant.availability);
    ++row;
  }
  fields.emplace_back("variant_rows", std::to_string(row + kSpareRows));
  row = 0;
  for (const auto& specification : content.specifications) {
    fields.emplace_back(numbered("specification_name", row), specification.name);
    fields.emplace_back(numbered("specification_value", row), specification.value);
    ++row;
  }
  fields.emplace_back("specification_rows", std::to_string(row + kSpareRows));
  return fields;
}

}  // namespace rapport::display
