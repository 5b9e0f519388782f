#include "display/change.hpp"

namespace rapport::display {

void append_event(store::Transaction& transaction, IdSource& ids, const Change& change, const Happening& happening) {
  spine::Event event;
  event.community = change.community;
  event.id = ids.next<EventId>();
  event.kind = happening.kind;
  event.actor = change.actor;
  event.subject = happening.subject;
  event.valence = happening.valence;
  event.details = http::to_json(http::Value{}.set("title", happening.title).set("path", happening.path));
  event.at_ms = change.at_ms;
  spine::append(transaction, std::move(event));
}

}  // namespace rapport::display
