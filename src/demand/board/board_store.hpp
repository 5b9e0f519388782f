#pragma once

#include <optional>
#include <vector>

#include "demand/board/message.hpp"
#include "store/database.hpp"

namespace rapport::board {

struct NewMessage {
  MessageId id;
  std::optional<MemberId> author;
  std::string name = {};
  std::optional<std::string> email = {};
  std::optional<std::string> key_hash = {};
  std::string subject;
  std::string text;
  std::int64_t created_at = 0;
  std::optional<std::int64_t> approved_at = {};
};
void insert_message(store::Transaction& transaction, CommunityId community, const NewMessage& message);

struct NewAnswer {
  AnswerId id;
  MessageId message;
  MemberId author;
  std::string text;
  std::int64_t created_at = 0;
};
/// Also takes the message off the waiting list.
void insert_answer(store::Transaction& transaction, CommunityId community, const NewAnswer& answer);

/// With its answers.
std::optional<Message> find_message(store::Session& session, CommunityId community, MessageId id);
/// What everyone may read, newest first, with answers; those older than the given one (empty: from the newest).
std::vector<Message> public_messages(store::Session& session, CommunityId community, std::optional<MessageId> before,
                                     int limit);
/// For the desk, without answers: what waits for staff, oldest first; or everything, newest first.
std::vector<Message> waiting_messages(store::Session& session, CommunityId community, int limit);
std::vector<Message> latest_messages(store::Session& session, CommunityId community, int limit);

/// Who decided, when.
struct Decision {
  CommunityId community;
  MessageId message;
  std::optional<MemberId> by;
  std::int64_t at_ms = 0;
};
void set_approved(store::Transaction& transaction, const Decision& decision);
void set_hidden(store::Transaction& transaction, const Decision& decision, bool hidden);
void set_done(store::Transaction& transaction, const Decision& decision, bool done);

}  // namespace rapport::board
