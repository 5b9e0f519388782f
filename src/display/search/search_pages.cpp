#include "display/search/search_pages.hpp"

#include <algorithm>
#include <array>

#include "display/page_parts.hpp"
#include "text/search.hpp"

namespace rapport::display {
namespace {

constexpr int kFirstHits = 20;
constexpr int kMostHits = 100;
constexpr std::array<std::string_view, 5> kKinds{"product", "faq", "topic", "news", "board"};

/// A query parameter, percent-encoded.
std::string encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain) {
      result += c;
    } else {
      result += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return result;
}

std::string address(std::string_view query, std::string_view kind, bool all) {
  std::string path = "/search?q=" + encoded(query);
  if (!kind.empty()) path += "&kind=" + std::string(kind);
  return all ? path + "&all=1" : path;
}

std::string kind_word(const http::Messages& messages, const std::string& kind) {
  const std::string key = "search_kind_" + kind;
  return messages.has(key) ? std::string(messages.text(key)) : kind;
}

http::Value tab(std::string label, std::string url, bool current) {
  return http::Value{}.set("label", std::move(label)).set("url", std::move(url)).set("current", current);
}

http::Response search(const Context& context, const http::Request& request) {
  const std::string typed = search_words(request);
  const std::string_view asked = request.query_value("kind");
  const bool known = std::find(kKinds.begin(), kKinds.end(), asked) != kKinds.end();
  const std::string kind(known ? asked : "");
  const bool all = request.query_value("all") == "1";
  const int limit = all ? kMostHits : kFirstHits;

  auto found = text::search(context.database.session(), request.reader.community, kind, typed, limit + 1);
  const bool more = found.size() > static_cast<std::size_t>(limit);
  if (more) found.pop_back();
  http::List hits;
  for (auto& hit : found) {
    hits.push_back(http::Value{}
                       .set("kind", hit.kind)
                       .set("kind_word", kind_word(context.messages, hit.kind))
                       .set("title", std::move(hit.title))
                       .set("url", std::move(hit.path))
                       .set("excerpt", std::move(hit.excerpt)));
  }
  http::List tabs{
      tab(std::string(context.messages.text("search_everything")), address(typed, "", false), kind.empty())};
  for (const auto one : kKinds) {
    tabs.push_back(tab(kind_word(context.messages, std::string(one)), address(typed, one, false), one == kind));
  }
  http::Value model;
  model.set("q", typed);
  model.set("search_query", typed);
  model.set("kind", kind);
  model.set("tabs", typed.empty() ? http::List{} : std::move(tabs));
  model.set("hits", std::move(hits));
  model.set("more_url", more && !all ? http::Value(address(typed, kind, true)) : http::Value{});
  model.set("too_many", more && all);
  return http::page("display/search/show.html", std::string(context.messages.text("search_title")), std::move(model));
}

}  // namespace

void add_search_routes(http::Router& router, const Context& context) {
  router.get("/search", [context](const http::Request& request) { return search(context, request); });
}

}  // namespace rapport::display
