#include "spine/event.hpp"
#include "store/query.hpp"

namespace rapport::spine {
namespace {

// One row per community counts the events: its lock makes the order of positions the order of commits, so that a reader
// that has seen position n can never miss a later commit with a smaller one.
constexpr const char* kAdvance =
    "INSERT INTO spine_head (community_id, position) VALUES (:community_id, 1) "
    "ON CONFLICT (community_id) DO UPDATE SET position = spine_head.position + 1 RETURNING position";
constexpr const char* kAppend =
    "INSERT INTO engagement_event (community_id, position, event_id, kind, actor_id, subject_id, context_id, "
    "initiative_id, valence, details, created_at) VALUES (:community_id, :position, :event_id, :kind, :actor_id, "
    ":subject_id, :context_id, :initiative_id, :valence, :details, :created_at)";
constexpr const char* kAfter =
    "SELECT position, event_id, kind, actor_id, subject_id, context_id, initiative_id, valence, details, created_at "
    "FROM engagement_event WHERE community_id = :community_id AND position > :position ORDER BY position LIMIT :limit";
constexpr const char* kHead = "SELECT position FROM spine_head WHERE community_id = :community_id";

}  // namespace

void append(store::Transaction& change, Event event) {
  event.position = store::one<std::int64_t>(change, kAdvance, store::arg("community_id", event.community)).value();
  std::optional<std::int64_t> valence;
  if (event.valence) valence = static_cast<std::int64_t>(*event.valence);
  store::execute(change, kAppend, store::arg("community_id", event.community), store::arg("position", event.position),
                 store::arg("event_id", event.id), store::arg("kind", event.kind), store::arg("actor_id", event.actor),
                 store::arg("subject_id", event.subject), store::arg("context_id", event.context),
                 store::arg("initiative_id", event.initiative), store::arg("valence", valence),
                 store::arg("details", event.details), store::arg("created_at", event.at_ms));
  change.notify("spine", std::to_string(event.community.value));
}

std::vector<Event> events_after(store::Session& session, CommunityId community, std::int64_t position, int limit) {
  std::vector<Event> events;
  store::each(
      session, kAfter,
      [&](std::int64_t at, EventId id, std::string kind, std::optional<MemberId> actor, std::int64_t subject,
          std::int64_t context, std::optional<std::int64_t> initiative, std::optional<std::int64_t> valence,
          std::string details, std::int64_t created_at) {
        Event event;
        event.community = community;
        event.position = at;
        event.id = id;
        event.kind = std::move(kind);
        event.actor = actor;
        event.subject = subject;
        event.context = context;
        event.initiative = initiative;
        if (valence) event.valence = static_cast<Valence>(*valence);
        event.details = std::move(details);
        event.at_ms = created_at;
        events.push_back(std::move(event));
      },
      store::arg("community_id", community), store::arg("position", position), store::arg("limit", limit));
  return events;
}

std::int64_t head(store::Session& session, CommunityId community) {
  return store::one<std::int64_t>(session, kHead, store::arg("community_id", community)).value_or(0);
}

}  // namespace rapport::spine
