#include "display/news/news_store.hpp"

#include "store/query.hpp"
#include "text/markdown.hpp"

namespace rapport::display {
namespace {

#define NEWS                                                                                       \
  "SELECT n.news_id, n.kind, n.title, n.summary, n.text, n.text_html, n.link, m.name, n.version, " \
  "n.changed_at, n.published_at FROM news n "                                                      \
  "LEFT JOIN member_card m ON m.community_id = n.community_id AND m.member_id = n.published_by "   \
  "WHERE n.community_id = :community_id "
#define NEWEST_FIRST "ORDER BY n.published_at DESC, n.news_id DESC LIMIT :limit"
constexpr const char* kPublished = NEWS "AND n.kind = 'news' AND n.published_at IS NOT NULL " NEWEST_FIRST;
constexpr const char* kPublishedBefore = NEWS
    "AND n.kind = 'news' AND n.published_at IS NOT NULL AND (n.published_at, n.news_id) < "
    "(SELECT published_at, news_id FROM news WHERE community_id = :community_id AND news_id = :before) " NEWEST_FIRST;
constexpr const char* kKept = NEWS "AND n.kind <> 'news' AND n.published_at IS NOT NULL " NEWEST_FIRST;
constexpr const char* kDesk = NEWS "ORDER BY n.changed_at DESC, n.news_id DESC LIMIT :limit";
constexpr const char* kFind = NEWS "AND n.news_id = :news_id";
#undef NEWS
#undef NEWEST_FIRST
constexpr const char* kInsert =
    "INSERT INTO news (community_id, news_id, kind, title, summary, text, text_html, link, version, created_at, "
    "changed_at, changed_by) VALUES (:community_id, :news_id, :kind, :title, :summary, :text, :text_html, :link, 1, "
    ":at, :at, :by)";
constexpr const char* kUpdate =
    "UPDATE news SET kind = :kind, title = :title, summary = :summary, text = :text, text_html = :text_html, "
    "link = :link, version = version + 1, changed_at = :at, changed_by = :by "
    "WHERE community_id = :community_id AND news_id = :news_id AND version = :version";
constexpr const char* kPublish =
    "UPDATE news SET published_at = :at, published_by = :by WHERE community_id = :community_id AND news_id = :news_id";

template <class... A>
std::vector<NewsItem> items(store::Session& session, const char* sql, store::Argument<A>... arguments) {
  std::vector<NewsItem> found;
  store::each(
      session, sql,
      [&](NewsId id, std::string kind, std::string title, std::string summary, std::string text, std::string text_html,
          std::string link, std::string author, std::int64_t version, std::int64_t changed_at,
          std::optional<std::int64_t> published_at) {
        NewsItem item;
        item.id = id;
        item.content = {news_kind_from(kind).value_or(NewsKind::news), std::move(title), std::move(summary),
                        std::move(text), std::move(link)};
        item.text_html = std::move(text_html);
        item.author = std::move(author);
        item.version = version;
        item.changed_at = changed_at;
        item.published_at = published_at;
        found.push_back(std::move(item));
      },
      arguments...);
  return found;
}

}  // namespace

std::vector<NewsItem> published_news(store::Session& session, CommunityId community, std::optional<NewsId> before,
                                     int limit) {
  const auto here = store::arg("community_id", community);
  if (!before) return items(session, kPublished, here, store::arg("limit", limit));
  return items(session, kPublishedBefore, here, store::arg("before", *before), store::arg("limit", limit));
}

std::vector<NewsItem> kept_promises(store::Session& session, CommunityId community, int limit) {
  return items(session, kKept, store::arg("community_id", community), store::arg("limit", limit));
}

std::vector<NewsItem> desk_news(store::Session& session, CommunityId community, int limit) {
  return items(session, kDesk, store::arg("community_id", community), store::arg("limit", limit));
}

std::optional<NewsItem> find_news(store::Session& session, CommunityId community, NewsId id) {
  auto found = items(session, kFind, store::arg("community_id", community), store::arg("news_id", id));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

void insert_news(store::Transaction& transaction, const Change& change, NewsId id, const NewsContent& content) {
  store::execute(transaction, kInsert, store::arg("community_id", change.community), store::arg("news_id", id),
                 store::arg("kind", to_string(content.kind)), store::arg("title", content.title),
                 store::arg("summary", content.summary), store::arg("text", content.text),
                 store::arg("text_html", text::render_markdown(content.text)), store::arg("link", content.link),
                 store::arg("at", change.at_ms), store::arg("by", change.actor));
}

bool update_news(store::Transaction& transaction, const Change& change, NewsId id, std::int64_t version,
                 const NewsContent& content) {
  return store::execute(transaction, kUpdate, store::arg("kind", to_string(content.kind)),
                        store::arg("title", content.title), store::arg("summary", content.summary),
                        store::arg("text", content.text), store::arg("text_html", text::render_markdown(content.text)),
                        store::arg("link", content.link), store::arg("at", change.at_ms),
                        store::arg("by", change.actor), store::arg("community_id", change.community),
                        store::arg("news_id", id), store::arg("version", version)) == 1;
}

void set_news_published(store::Transaction& transaction, const Change& change, NewsId id, bool published) {
  store::execute(transaction, kPublish,
                 store::arg("at", published ? std::optional<std::int64_t>(change.at_ms) : std::nullopt),
                 store::arg("by", published ? change.actor : std::nullopt),
                 store::arg("community_id", change.community), store::arg("news_id", id));
}

}  // namespace rapport::display
