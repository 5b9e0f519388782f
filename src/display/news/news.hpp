#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"

namespace rapport::display {

using NewsId = Id<struct NewsTag>;

/// News, or a promise that was kept, in time or late.
enum class NewsKind { news, kept, kept_late };
std::string_view to_string(NewsKind kind);
std::optional<NewsKind> news_kind_from(std::string_view text);

/// What an editor writes.
struct NewsContent {
  NewsKind kind = NewsKind::news;
  std::string title;
  std::string summary;
  std::string text = {};  // Markdown
  std::string link = {};  // the page of this site that it is about ("/community/…"); may be empty
};

struct NewsItem {
  NewsId id;
  NewsContent content;
  std::string text_html;
  std::string author;  // the name of who published it; empty if nobody in particular, or the account is gone
  std::int64_t version = 0;
  std::int64_t changed_at = 0;
  std::optional<std::int64_t> published_at;  // empty: a draft
};

/// "/news/open-day-at-the-sawmill-1x9k2f7q"
std::string news_path(NewsId id, const std::string& title);

/// Whether it is a page of this site: begins with one "/", without white space.
bool is_site_path(std::string_view link);

}  // namespace rapport::display
