#include "display/news/news_writing.hpp"

#include "display/news/news_store.hpp"
#include "text/search.hpp"

namespace rapport::display {
namespace {

constexpr const char* kKind = "news";

void index(store::Transaction& transaction, CommunityId community, NewsId id, const NewsContent& content) {
  text::index(transaction, community,
              {kKind, id.value, content.title, content.summary + "\n\n" + content.text, news_path(id, content.title)});
}

Happening happening(std::string kind, NewsId id, const std::string& title) {
  return {.kind = std::move(kind), .subject = id.value, .title = title, .path = news_path(id, title)};
}

}  // namespace

NewsId add_news(store::Transaction& transaction, IdSource& ids, const Change& change, const NewsContent& content) {
  const auto id = ids.next<NewsId>();
  insert_news(transaction, change, id, content);
  append_event(transaction, ids, change, happening("news.drafted", id, content.title));
  return id;
}

bool save_news(store::Transaction& transaction, IdSource& ids, const Change& change, const NewsItem& before,
               std::int64_t version, const NewsContent& content) {
  if (!update_news(transaction, change, before.id, version, content)) return false;
  if (before.published_at) index(transaction, change.community, before.id, content);
  append_event(transaction, ids, change, happening("news.changed", before.id, content.title));
  return true;
}

void publish_news(store::Transaction& transaction, IdSource& ids, const Change& change, const NewsItem& item,
                  bool published) {
  set_news_published(transaction, change, item.id, published);
  if (published) {
    index(transaction, change.community, item.id, item.content);
  } else {
    text::remove_from_index(transaction, change.community, kKind, item.id.value);
  }
  append_event(transaction, ids, change,
               happening(published ? "news.published" : "news.withdrawn", item.id, item.content.title));
}

NewsId import_news(store::Transaction& transaction, IdSource& ids, const Change& change, const NewsContent& content) {
  const auto id = ids.next<NewsId>();
  insert_news(transaction, change, id, content);
  set_news_published(transaction, change, id, true);
  index(transaction, change.community, id, content);
  append_event(transaction, ids, change, happening("news.published", id, content.title));
  return id;
}

}  // namespace rapport::display
