#pragma once

#include "display/context.hpp"
#include "display/news/news.hpp"
#include "http/router.hpp"

namespace rapport::display {

/// /news and /news/{item}: what everyone sees.
void add_news_routes(http::Router& router, const Context& context);

/// {"title", "url", "summary", "published_at", …}: an item in a list and on its page.
http::Value news_model(const NewsItem& item);

}  // namespace rapport::display
