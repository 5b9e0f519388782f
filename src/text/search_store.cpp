#include "store/query.hpp"
#include "text/markdown.hpp"
#include "text/search.hpp"

namespace rapport::text {
namespace {

constexpr std::size_t kExcerptCharacters = 200;
constexpr std::size_t kMostWords = 12;

constexpr const char* kIndex =
    "INSERT INTO search_document (community_id, kind, document_id, title, body, excerpt, path) "
    "VALUES (:community_id, :kind, :document_id, :title, :body, :excerpt, :path) "
    "ON CONFLICT (community_id, kind, document_id) DO UPDATE SET title = excluded.title, body = excluded.body, "
    "excerpt = excluded.excerpt, path = excluded.path";
constexpr const char* kRemove =
    "DELETE FROM search_document WHERE community_id = :community_id AND kind = :kind AND document_id = :document_id";
// A title counts five times its body.
#define SEARCH_SQLITE(INDEX)                                                                                         \
  "SELECT d.kind, d.document_id, d.title, d.excerpt, d.path FROM " INDEX                                             \
  " JOIN search_document d ON d.document_number = " INDEX ".rowid WHERE " INDEX " MATCH :query ORDER BY bm25(" INDEX \
  ", 5.0, 1.0, 0.0), d.document_id LIMIT :limit"
constexpr const char* kSearchSqlite = SEARCH_SQLITE("search_index");
constexpr const char* kSearchFaqSqlite = SEARCH_SQLITE("search_faq_index");
#undef SEARCH_SQLITE
constexpr const char* kSearchPostgres =
    "SELECT d.kind, d.document_id, d.title, d.excerpt, d.path FROM search_document d, "
    "(SELECT CAST(:scope AS tsquery) AS scope, to_tsquery('english', :query) AS words) q "
    "WHERE d.words @@ (q.scope && q.words) ORDER BY ts_rank(d.words, q.words) DESC, d.document_id LIMIT :limit";

// Letters, digits and everything beyond ASCII make words; nothing else reaches the query language.
std::vector<std::string> words_of(std::string_view query) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty() && words.size() < kMostWords) words.push_back(word);
    word.clear();
  };
  for (const char c : query) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                        static_cast<unsigned char>(c) >= 0x80;
    if (letter) {
      word += c;
    } else {
      finish();
    }
  }
  finish();
  return words;
}

// What stands for a community, or for one kind in it (0003_search). Kinds are our own words: letters only.
std::string sqlite_scope(CommunityId community, std::string_view kind) {
  return "in" + std::to_string(community.value) + (kind.empty() ? "" : "x" + std::string(kind));
}
std::string postgres_scope(CommunityId community, std::string_view kind) {
  return "'#" + std::to_string(community.value) + (kind.empty() ? "" : "#" + std::string(kind)) + "'";
}

std::string sqlite_query(const std::string& scope, const std::vector<std::string>& words) {
  std::string query = "scope : " + scope + " AND {title body} : (";
  for (std::size_t i = 0; i < words.size(); ++i) query += (i > 0 ? " AND \"" : "\"") + words[i] + "\"";
  return query + "*)";
}
std::string postgres_query(const std::vector<std::string>& words) {
  std::string query;
  for (std::size_t i = 0; i < words.size(); ++i) query += (i > 0 ? " & '" : "'") + words[i] + "'";
  return query + ":*";
}

}  // namespace

void index(store::Transaction& change, CommunityId community, const Document& document) {
  store::execute(change, kIndex, store::arg("community_id", community), store::arg("kind", document.kind),
                 store::arg("document_id", document.id), store::arg("title", document.title),
                 store::arg("body", document.body), store::arg("excerpt", excerpt(document.body, kExcerptCharacters)),
                 store::arg("path", document.path));
}

void remove_from_index(store::Transaction& change, CommunityId community, std::string_view kind, std::int64_t id) {
  store::execute(change, kRemove, store::arg("community_id", community), store::arg("kind", kind),
                 store::arg("document_id", id));
}

std::vector<Hit> search(store::Session& session, CommunityId community, std::string_view kind, std::string_view query,
                        int limit) {
  const auto words = words_of(query);
  std::vector<Hit> hits;
  if (words.empty()) return hits;
  const auto take = [&](std::string found_kind, std::int64_t id, std::string title, std::string excerpt,
                        std::string path) {
    hits.push_back({std::move(found_kind), id, std::move(title), std::move(excerpt), std::move(path)});
  };
  if (session.engine() == store::Engine::sqlite) {
    store::each(session, kind == "faq" ? kSearchFaqSqlite : kSearchSqlite, take,
                store::arg("query", sqlite_query(sqlite_scope(community, kind), words)), store::arg("limit", limit));
  } else {
    store::each(session, kSearchPostgres, take, store::arg("scope", postgres_scope(community, kind)),
                store::arg("query", postgres_query(words)), store::arg("limit", limit));
  }
  return hits;
}

}  // namespace rapport::text
