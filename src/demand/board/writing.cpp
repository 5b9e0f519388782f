#include "demand/board/writing.hpp"

#include "http/value.hpp"
#include "mail/mail.hpp"
#include "spine/event.hpp"
#include "text/search.hpp"

namespace rapport::board {
namespace {

constexpr const char* kKind = "board";

struct Happening {
  std::string kind;
  std::optional<MemberId> actor;
  std::int64_t at_ms = 0;
};

/// Details: "author" is the member who wrote the message, so that notifications find them.
void append_event(store::Transaction& transaction, IdSource& ids, CommunityId community, const Message& message,
                  const Happening& happening) {
  http::Value details;
  details.set("title", message.subject);
  details.set("path", message_path(message.id, message.subject));
  details.set("author", message.author ? http::Value(message.author->id.value) : http::Value{});
  spine::Event event;
  event.community = community;
  event.id = ids.next<EventId>();
  event.kind = happening.kind;
  event.actor = happening.actor;
  event.subject = message.id.value;
  event.details = http::to_json(details);
  event.at_ms = happening.at_ms;
  spine::append(transaction, std::move(event));
}

/// Brings the index to what everyone may read now.
void index(store::Transaction& transaction, CommunityId community, MessageId id) {
  const auto message = find_message(transaction, community, id);
  if (!message || !is_public(*message)) {
    text::remove_from_index(transaction, community, kKind, id.value);
    return;
  }
  std::string body = message->text;
  for (const auto& answer : message->answers) body += "\n\n" + answer.text;
  text::index(transaction, community, {kKind, id.value, message->subject, body, message_path(id, message->subject)});
}

Message written(const NewMessage& message) {
  Message result;
  result.id = message.id;
  if (message.author) result.author = Author{*message.author, {}, {}};
  result.subject = message.subject;
  return result;
}

void mail_answer(store::Transaction& transaction, const Context& context, CommunityId community, const Message& message,
                 const std::string& text) {
  const std::string link = context.origin + message_path(message.id, message.subject);
  mail::Message letter;
  letter.to = {message.name, *message.email};
  letter.subject = context.messages.format("board_mail_subject", {{.name = "subject", .text = message.subject}});
  letter.text = context.messages.format(
      "board_mail_text",
      {{.name = "name", .text = message.name}, {.name = "answer", .text = text}, {.name = "link", .text = link}});
  mail::send(transaction, context.ids, context.clock, community, letter);
}

void apply(store::Transaction& transaction, const Decision& decision, Verdict verdict) {
  switch (verdict) {
    case Verdict::approve:
      return set_approved(transaction, decision);
    case Verdict::hide:
      return set_hidden(transaction, decision, true);
    case Verdict::show:
      return set_hidden(transaction, decision, false);
    case Verdict::close:
      return set_done(transaction, decision, true);
    case Verdict::reopen:
      return set_done(transaction, decision, false);
  }
}

std::string event_kind(Verdict verdict) {
  switch (verdict) {
    case Verdict::approve:
      return "board.approved";
    case Verdict::hide:
      return "board.hidden";
    case Verdict::show:
      return "board.shown";
    case Verdict::close:
      return "board.closed";
    case Verdict::reopen:
      return "board.reopened";
  }
  return {};  // every verdict is named above
}

}  // namespace

MessageId write_message(store::Transaction& transaction, IdSource& ids, CommunityId community, NewMessage message) {
  message.id = ids.next<MessageId>();
  if (message.author) message.approved_at = message.created_at;
  insert_message(transaction, community, message);
  index(transaction, community, message.id);
  append_event(transaction, ids, community, written(message), {"board.written", message.author, message.created_at});
  return message.id;
}

void answer_message(store::Transaction& transaction, const Context& context, CommunityId community,
                    const Message& message, MemberId author, const std::string& text) {
  const std::int64_t now = context.clock.now_ms();
  if (!message.approved_at) set_approved(transaction, {community, message.id, author, now});
  insert_answer(transaction, community, {context.ids.next<AnswerId>(), message.id, author, text, now});
  index(transaction, community, message.id);
  if (message.email) mail_answer(transaction, context, community, message, text);
  append_event(transaction, context.ids, community, message, {"board.answered", author, now});
}

void judge_message(store::Transaction& transaction, IdSource& ids, const Message& message, const Decision& decision,
                   Verdict verdict) {
  apply(transaction, decision, verdict);
  index(transaction, decision.community, message.id);
  append_event(transaction, ids, decision.community, message, {event_kind(verdict), decision.by, decision.at_ms});
}

MessageId import_board_message(store::Transaction& transaction, IdSource& ids, CommunityId community,
                               NewMessage message, const std::vector<ImportedAnswer>& answers) {
  message.id = ids.next<MessageId>();
  message.approved_at = message.created_at;
  insert_message(transaction, community, message);
  append_event(transaction, ids, community, written(message), {"board.written", message.author, message.created_at});
  for (const auto& answer : answers) {
    insert_answer(transaction, community, {ids.next<AnswerId>(), message.id, answer.author, answer.text, answer.at_ms});
    append_event(transaction, ids, community, written(message), {"board.answered", answer.author, answer.at_ms});
  }
  index(transaction, community, message.id);
  return message.id;
}

}  // namespace rapport::board
