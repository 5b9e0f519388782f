#pragma once

#include <string>

#include "display/products/product.hpp"
#include "http/form.hpp"
#include "http/messages.hpp"
#include "http/request.hpp"

namespace rapport::display {

/// The form in which an editor writes a product: fields, and numbered rows of variants and specifications
/// ("variant_name_0" …; "variant_rows" says how many there are). Rows left empty do not count.
class ProductForm {
 public:
  ProductForm(const http::Request& request, const http::Messages& messages);

  /// What was typed, as far as it can be read; notes an error beside each field that cannot.
  ProductContent read();
  bool ok() const { return form_.ok(); }
  http::Form& form() { return form_; }

  /// For desk_form.html: every field as typed with its error, and the rows with some empty ones to fill.
  http::Value model() const;

 private:
  Variant read_variant(int row, const std::string& currency);
  http::Value row_field(const std::string& name) const;
  /// The rows that the form had, and more if its "add rows" button was pressed.
  int rows(std::string_view kind) const;

  const http::Request& request_;
  const http::Messages& messages_;
  http::Form form_;
};

/// The fields of that form, filled with what stands: a form shown for the first time is as if it had been sent.
http::Pairs fields_of(const ProductContent& content);

}  // namespace rapport::display
