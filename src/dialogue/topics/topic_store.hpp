#pragma once

#include <optional>
#include <vector>

#include "dialogue/topics/topic.hpp"
#include "store/database.hpp"

namespace rapport::dialogue {

/// A topic whatever its state: what a reader may see of it is topic.hpp's question.
std::optional<Topic> find_topic(store::Session& session, CommunityId community, TopicId topic);

/// Where a page of a section's list begins: just after this topic, newest activity first.
struct ListPlace {
  std::int64_t last_post_at = 0;
  TopicId topic;
};
/// "1795269909000-1x9k2f7q", as it stands in ?before=
std::string to_string(const ListPlace& place);
std::optional<ListPlace> list_place_from(std::string_view text);

/// The SQL of the list, named here for the test that holds it to its index.
extern const char* const kTopicListSql;

/// Topics that stand and are not pinned, newest activity first, after a place or from the top; at most limit.
std::vector<TopicSummary> list_topics(store::Session& session, CommunityId community, SectionId section,
                                      const std::optional<ListPlace>& after, int limit);
/// Pinned topics that stand, the one pinned last first.
std::vector<TopicSummary> pinned_topics(store::Session& session, CommunityId community, SectionId section);

/// @param topic  with its post_count posts still to be inserted
void insert_topic(store::Transaction& change, CommunityId community, const Topic& topic, std::int64_t last_post_at,
                  MemberId last_author);
void update_title(store::Transaction& change, CommunityId community, TopicId topic, std::string_view title,
                  std::string_view slug);

/// Takes the next position in a topic that is open and stands, and holds the topic until the transaction ends.
/// @return  empty if it is closed or taken down by now
std::optional<std::int64_t> take_position(store::Transaction& change, CommunityId community, TopicId topic,
                                          MemberId author, std::int64_t now_ms);

/// Holds the topic's row until the transaction ends. @return  false if there is none
bool hold_topic(store::Transaction& change, CommunityId community, TopicId topic);

void set_closed(store::Transaction& change, CommunityId community, TopicId topic, std::optional<std::int64_t> at_ms,
                std::optional<MemberId> by);
void set_pinned(store::Transaction& change, CommunityId community, TopicId topic, std::optional<std::int64_t> at_ms,
                std::optional<MemberId> by);
void set_hidden(store::Transaction& change, CommunityId community, TopicId topic, std::optional<std::int64_t> at_ms);
void set_section(store::Transaction& change, CommunityId community, TopicId topic, SectionId section);
/// Derives the last activity again from the posts that are not taken down.
void refresh_last_post(store::Transaction& change, CommunityId community, TopicId topic);

}  // namespace rapport::dialogue
