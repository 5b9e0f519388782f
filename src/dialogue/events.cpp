#include "dialogue/events.hpp"

#include "dialogue/topics/topic.hpp"
#include "spine/event.hpp"

namespace rapport::dialogue {

void append_event(store::Transaction& change, CommunityId community, IdSource& ids, const Happening& happening,
                  const http::Value& details, std::int64_t at_ms) {
  spine::Event event;
  event.community = community;
  event.id = ids.next<EventId>();
  event.kind = happening.kind;
  event.actor = happening.actor;
  event.subject = happening.subject;
  event.context = happening.context;
  event.details = http::to_json(details);
  event.at_ms = at_ms;
  spine::append(change, std::move(event));
}

http::Value place_details(const std::string& title, const std::string& topic_path, PostId post, std::int64_t position) {
  return http::Value{}.set("title", title).set("path", post_path(topic_path, position, post)).set("position", position);
}

}  // namespace rapport::dialogue
