#include "display/display.hpp"

#include "display/context.hpp"
#include "display/help/faq_desk.hpp"
#include "display/help/help_pages.hpp"
#include "display/media/media_pages.hpp"
#include "display/news/news_desk.hpp"
#include "display/news/news_pages.hpp"
#include "display/products/picture_desk.hpp"
#include "display/products/product_desk.hpp"
#include "display/products/product_pages.hpp"
#include "display/search/search_pages.hpp"

namespace rapport::display {

void add_routes(http::Router& router, store::Database& database, const Clock& clock, IdSource& ids,
                const http::Messages& messages, LatestTopics latest_topics) {
  const Context context{database, clock, ids, messages};
  add_home_routes(router, context, std::move(latest_topics));
  add_media_routes(router, database);
  add_product_routes(router, context, questions_about);
  add_product_desk_routes(router, context);
  add_picture_desk_routes(router, context);
  add_help_routes(router, context);
  add_faq_desk_routes(router, context);
  add_news_routes(router, context);
  add_news_desk_routes(router, context);
  add_search_routes(router, context);
}

}  // namespace rapport::display
