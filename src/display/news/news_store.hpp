#pragma once

#include <optional>
#include <vector>

#include "display/change.hpp"
#include "display/news/news.hpp"
#include "store/database.hpp"

namespace rapport::display {

/// Published news, newest first; those older than the given one (empty: from the newest).
std::vector<NewsItem> published_news(store::Session& session, CommunityId community, std::optional<NewsId> before,
                                     int limit);
/// The promises kept last.
std::vector<NewsItem> kept_promises(store::Session& session, CommunityId community, int limit);
/// All of them, drafts too, those changed last first: for the desk.
std::vector<NewsItem> desk_news(store::Session& session, CommunityId community, int limit);
std::optional<NewsItem> find_news(store::Session& session, CommunityId community, NewsId id);

void insert_news(store::Transaction& transaction, const Change& change, NewsId id, const NewsContent& content);
/// Replaces what an editor writes, if nobody saved since the given version. @return false: somebody did
bool update_news(store::Transaction& transaction, const Change& change, NewsId id, std::int64_t version,
                 const NewsContent& content);
void set_news_published(store::Transaction& transaction, const Change& change, NewsId id, bool published);

}  // namespace rapport::display
