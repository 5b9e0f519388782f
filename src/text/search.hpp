#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::text {

/// One thing that can be found: a product, an FAQ entry, a topic. Kept up to date in the transaction that changes the
/// thing.
struct Document {
  std::string kind;  // "product", "faq", "topic"
  std::int64_t id = 0;
  std::string title;
  std::string body;  // plain words or Markdown source; only for finding, and for the excerpt
  std::string path;  // where it stands: "/help/charging-1x9k2f7q"
};

void index(store::Transaction& change, CommunityId community, const Document& document);
void remove_from_index(store::Transaction& change, CommunityId community, std::string_view kind, std::int64_t id);

struct Hit {
  std::string kind;
  std::int64_t id;
  std::string title;
  std::string excerpt;
  std::string path;
};

/// Finds documents that have every word of the query (the last one as a beginning), best first, at most limit.
/// @param kind  only this kind; "" for all
/// @param query  as typed, valid UTF-8: no operators, so nothing that a person types is an error. No words: no hits
std::vector<Hit> search(store::Session& session, CommunityId community, std::string_view kind, std::string_view query,
                        int limit);

}  // namespace rapport::text
