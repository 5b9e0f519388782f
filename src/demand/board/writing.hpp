#pragma once

#include <string>

#include "base/clock.hpp"
#include "demand/board/board_store.hpp"
#include "http/messages.hpp"
#include "store/database.hpp"

namespace rapport::board {

/// What the pages of the board work with. All of it outlives the router.
struct Context {
  store::Database& database;
  const Clock& clock;
  IdSource& ids;
  const http::Messages& messages;
  std::string origin;  // "https://community.example": how links in mails begin
};

/// A member's message stands at once; a visitor's waits until staff has read it. With index and event.
/// @return  its id
MessageId write_message(store::Transaction& transaction, IdSource& ids, CommunityId community, NewMessage message);

/// Publishes a message that waited, answers it, tells a member by the event, and mails a visitor who gave an address.
void answer_message(store::Transaction& transaction, const Context& context, CommunityId community,
                    const Message& message, MemberId author, const std::string& text);

enum class Verdict { approve, hide, show, close, reopen };
/// What staff decides about a message, with index and event.
void judge_message(store::Transaction& transaction, IdSource& ids, const Message& message, const Decision& decision,
                   Verdict verdict);

/// A message with its answers, everyone's to read, as they were then: how the example comes in.
struct ImportedAnswer {
  MemberId author;
  std::string text;
  std::int64_t at_ms = 0;
};
MessageId import_board_message(store::Transaction& transaction, IdSource& ids, CommunityId community,
                               NewMessage message, const std::vector<ImportedAnswer>& answers);

}  // namespace rapport::board
