#pragma once

#include <functional>

#include "display/context.hpp"
#include "display/products/product.hpp"
#include "http/router.hpp"

namespace rapport::display {

/// The questions and answers about one product, as the FAQ shows them: {"question", "url", "answer_html"} each.
using QuestionsAbout = std::function<http::List(store::Session&, CommunityId, ProductId)>;

/// /products and /products/{slug}: what everyone sees.
void add_product_routes(http::Router& router, const Context& context, QuestionsAbout questions_about);

}  // namespace rapport::display
