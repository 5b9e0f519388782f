#pragma once

#include <optional>
#include <string>
#include <vector>

#include "display/change.hpp"
#include "display/products/product.hpp"
#include "store/database.hpp"

namespace rapport::display {

/// Published products in the order in which they were made, those after the given one (ProductId{} for the first).
std::vector<ProductCard> published_products(store::Session& session, CommunityId community, ProductId after, int limit);
/// All of them, drafts too, newest change first: for the desk.
std::vector<ProductCard> desk_products(store::Session& session, CommunityId community);

std::optional<Product> find_product(store::Session& session, CommunityId community, const std::string& slug);
std::optional<Product> find_product(store::Session& session, CommunityId community, ProductId id);

/// A new draft. @throws store::Conflict if the slug is taken
void insert_product(store::Transaction& transaction, const Change& change, ProductId id, const std::string& slug,
                    const ProductContent& content);
/// Replaces what an editor writes, if nobody saved since the given version. @return false: somebody did
bool update_product(store::Transaction& transaction, const Change& change, ProductId id, std::int64_t version,
                    const ProductContent& content);
void set_published(store::Transaction& transaction, const Change& change, ProductId id, bool published);
/// Replaces the pictures by these, in this order.
void replace_pictures(store::Transaction& transaction, CommunityId community, ProductId id,
                      const std::vector<Picture>& pictures);

}  // namespace rapport::display
