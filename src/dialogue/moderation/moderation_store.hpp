#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dialogue/moderation/moderation.hpp"
#include "store/database.hpp"

namespace rapport::dialogue {

struct NewReport {
  ReportId id;
  PostId post;
  MemberId reporter;
  std::string reason;
  std::int64_t at_ms = 0;
};
/// @return  false if this member's report of the post is waiting already
bool insert_report(store::Transaction& change, CommunityId community, const NewReport& report);
/// Whether this member's report of the post waits.
bool report_waits(store::Session& session, CommunityId community, PostId post, MemberId reporter);
/// Reports that wait, oldest first, after a report; at most `limit`.
std::vector<Report> waiting_reports(store::Session& session, CommunityId community, ReportId after, int limit);
/// Settles every report of a post that waits. @return  how many
std::int64_t settle_reports(store::Transaction& change, CommunityId community, PostId post, Outcome outcome,
                            MemberId by, std::int64_t at_ms);

struct NewAction {
  ActionId id;
  std::string kind;
  MemberId moderator;
  TopicId topic;
  std::optional<PostId> post;
  std::string note;
  std::int64_t at_ms = 0;
};
void insert_action(store::Transaction& change, CommunityId community, const NewAction& action);
/// What moderators did, newest first, before an action or from the newest; at most `limit`.
std::vector<Action> actions_before(store::Session& session, CommunityId community, std::optional<ActionId> before,
                                   int limit);

}  // namespace rapport::dialogue
