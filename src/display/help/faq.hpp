#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.hpp"

namespace rapport::display {

using FaqId = Id<struct FaqTag>;

/// What an editor writes.
struct FaqContent {
  std::string category;  // by name; a new name makes a new category, after the others
  std::string question;  // 5 to 200 characters
  std::string answer;    // Markdown
  std::optional<std::int64_t> product = {};
  std::int64_t position = 0;  // within its category
};

struct FaqEntry {
  FaqId id;
  FaqContent content;
  std::string answer_html;
  std::int64_t version = 0;
  std::int64_t changed_at = 0;
  std::optional<std::int64_t> published_at;  // empty: a draft
};

/// How readers voted on "Did this help?".
struct Helpfulness {
  std::int64_t yes = 0, no = 0;
};

/// "/help/how-long-does-charging-take-1x9k2f7q": found by the id, the words are for people.
std::string faq_path(FaqId id, const std::string& question);

}  // namespace rapport::display
