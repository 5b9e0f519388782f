#pragma once

#include "display/change.hpp"
#include "display/news/news.hpp"
#include "store/database.hpp"

namespace rapport::display {

/// A new draft, with its event.
NewsId add_news(store::Transaction& transaction, IdSource& ids, const Change& change, const NewsContent& content);
/// Saves an edit, with index and event. @return false if somebody saved since the given version: nothing is changed
bool save_news(store::Transaction& transaction, IdSource& ids, const Change& change, const NewsItem& before,
               std::int64_t version, const NewsContent& content);
/// Shows it to everyone, or to staff only, with index and event.
void publish_news(store::Transaction& transaction, IdSource& ids, const Change& change, const NewsItem& item,
                  bool published);

/// Published, as of the change's time and by its actor: how the example comes in.
NewsId import_news(store::Transaction& transaction, IdSource& ids, const Change& change, const NewsContent& content);

}  // namespace rapport::display
