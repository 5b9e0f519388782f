#pragma once

#include "display/change.hpp"
#include "display/products/product.hpp"
#include "store/database.hpp"

namespace rapport::display {

/// A new draft, with its event. @throws store::Conflict if the slug is taken
ProductId add_product(store::Transaction& transaction, IdSource& ids, const Change& change, const std::string& slug,
                      const ProductContent& content);
/// Saves an edit, with index and event. @return false if somebody saved since the given version: nothing is changed
bool save_product(store::Transaction& transaction, IdSource& ids, const Change& change, const Product& before,
                  std::int64_t version, const ProductContent& content);
/// Shows a product to everyone, or to staff only, with index and event.
void publish_product(store::Transaction& transaction, IdSource& ids, const Change& change, const Product& product,
                     bool published);

/// A published product with its pictures, as of the change's time: how the example comes in.
ProductId import_product(store::Transaction& transaction, IdSource& ids, const Change& change, const std::string& slug,
                         const ProductContent& content, const std::vector<Picture>& pictures);

}  // namespace rapport::display
