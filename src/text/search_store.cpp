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
constexpr const char* kSearchSqlite =
    "SELECT d.kind, d.document_id, d.title, d.excerpt, d.path FROM search_index "
    "JOIN search_document d ON d.document_number = search_index.rowid "
    "WHERE search_index MATCH :query AND d.community_id = :community_id AND (:kind = '' OR d.kind = :kind) "
    "ORDER BY bm25(search_index, 5.0, 1.0), d.document_id LIMIT :limit";
constexpr const char* kSearchPostgres =
    "SELECT d.kind, d.document_id, d.title, d.excerpt, d.path FROM search_document d, to_tsquery('english', :query) q "
    "WHERE d.words @@ q AND d.community_id = :community_id AND (:kind = '' OR d.kind = :kind) "
    "ORDER BY ts_rank(d.words, q) DESC, d.document_id LIMIT :limit";

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

std::string query_for(store::Engine engine, const std::vector<std::string>& words) {
  const bool sqlite = engine == store::Engine::sqlite;
  std::string query;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool last = i + 1 == words.size();
    if (i > 0) query += sqlite ? " AND " : " & ";
    query += sqlite ? "\"" + words[i] + "\"" : "'" + words[i] + "'";
    if (last) query += sqlite ? "*" : ":*";
  }
  return query;
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
  const bool sqlite = session.engine() == store::Engine::sqlite;
  store::each(
      session, sqlite ? kSearchSqlite : kSearchPostgres,
      [&](std::string found_kind, std::int64_t id, std::string title, std::string excerpt, std::string path) {
        hits.push_back({std::move(found_kind), id, std::move(title), std::move(excerpt), std::move(path)});
      },
      store::arg("query", query_for(session.engine(), words)), store::arg("community_id", community),
      store::arg("kind", kind), store::arg("limit", limit));
  return hits;
}

}  // namespace rapport::text
