#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/reader.hpp"

namespace rapport::board {

using MessageId = Id<struct BoardMessageTag>;
using AnswerId = Id<struct BoardAnswerTag>;

/// A member as messages and answers name them; gone accounts have an empty name.
struct Author {
  MemberId id;
  std::string name, handle;
};

struct Answer {
  Author author;
  std::string text;  // Markdown
  std::string text_html;
  std::int64_t created_at = 0;
};

struct Message {
  MessageId id;
  std::optional<Author> author;  // empty: a visitor
  std::string name;              // of a visitor, as typed
  std::optional<std::string> email;
  std::string key_hash;  // of a visitor's own link; empty for members
  std::string subject;
  std::string text;  // Markdown
  std::string text_html;
  std::int64_t created_at = 0;
  std::optional<std::int64_t> approved_at, hidden_at, done_at;
  std::vector<Answer> answers;  // oldest first
};

/// Whether everyone may read it: read by staff (or written by a member) and not taken down.
bool is_public(const Message& message);

/// Whether this reader may: everyone's, staff who answer, the member who wrote it, a visitor who has its key.
/// @param answers_board  whether the reader may answer the board
bool may_read(const Message& message, const Reader& reader, bool answers_board, const std::string& key);

/// "/support/brake-noise-1x9k2f7q"
std::string message_path(MessageId id, const std::string& subject);

/// A new key for a visitor's link, 128 bits of chance, and what is kept of it.
std::string new_key();
std::string hash_of_key(const std::string& key);

}  // namespace rapport::board
