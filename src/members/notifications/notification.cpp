#include "members/notifications/notification.hpp"

#include <nlohmann/json.hpp>

#include "members/notifications/notification_store.hpp"

namespace rapport::members {
namespace {

/// An event's details, read with care: a writer's mistake must not stop the log.
struct Details {
  std::string title, path;
  std::optional<MemberId> author;

  explicit Details(const std::string& text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return;
    if (const auto found = json.find("title"); found != json.end() && found->is_string()) title = *found;
    if (const auto found = json.find("path"); found != json.end() && found->is_string()) path = *found;
    if (const auto found = json.find("author"); found != json.end() && found->is_number_integer())
      author = MemberId{found->get<std::int64_t>()};
  }
};

/// Events that tell the one who wrote what they are about.
bool tells_author(const std::string& kind) {
  return kind == "board.answered" || kind == "post.hidden" || kind == "post.restored";
}

std::vector<MemberId> whom_to_tell(store::Transaction& change, const spine::Event& event, const Details& details) {
  std::vector<MemberId> members;
  if (event.kind == "post.written")
    members = followers_at(change, event.community, "topic", event.context, event.at_ms);
  if (tells_author(event.kind) && details.author) members.push_back(*details.author);
  std::erase_if(members, [&](MemberId member) { return event.actor == member; });
  return members;
}

void tell(store::Transaction& change, const spine::Event& event) {
  if (event.kind != "post.written" && !tells_author(event.kind)) return;
  const Details details{event.details};
  for (const MemberId member : whom_to_tell(change, event, details)) {
    insert_notification(change, {.community = event.community,
                                 .member = member,
                                 .position = event.position,
                                 .kind = event.kind,
                                 .actor = event.actor,
                                 .subject = event.subject,
                                 .title = details.title,
                                 .path = details.path,
                                 .at_ms = event.at_ms});
  }
}

}  // namespace

spine::Subscriber notifications_subscriber() {
  return {"notifications", tell, delete_notifications};
}

}  // namespace rapport::members
