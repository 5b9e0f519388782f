#pragma once

#include <string>

#include "base/ids.hpp"
#include "dialogue/moderation/moderation.hpp"
#include "store/database.hpp"

/// What moderators do, each in one transaction that the caller opens and commits: rows, counters, what can be found, a
/// line in the log, and the event. Whoever calls has asked for Permission::moderate. Doing again what is done already
/// changes nothing.
namespace rapport::dialogue {

/// Who does it, where and when.
struct Moderator {
  CommunityId community;
  MemberId member;
  std::int64_t now_ms = 0;
};

/// Takes a post down and settles its reports. With its first post the whole topic goes: from lists, counters and
/// search.
void hide_post(store::Transaction& change, const Moderator& moderator, IdSource& ids, const PostSource& post,
               const std::string& reason);
void restore_post(store::Transaction& change, const Moderator& moderator, IdSource& ids, const PostSource& post);
/// The post stays, and its reports wait no longer.
void dismiss_reports(store::Transaction& change, const Moderator& moderator, IdSource& ids, const PostSource& post);

enum class TopicAction { close, reopen, pin, unpin };
void change_topic(store::Transaction& change, const Moderator& moderator, IdSource& ids, TopicId topic,
                  TopicAction action);
/// Its old address leads to the new one.
void move_topic(store::Transaction& change, const Moderator& moderator, IdSource& ids, TopicId topic,
                const Section& to);

/// Notes that a moderator changed what another wrote. Call it before edit_post, whose event comes last.
void log_edit(store::Transaction& change, const Moderator& moderator, IdSource& ids, const PostSource& post);

/// A member tells the moderators of a post. @return  false if this member's report of it is waiting already
bool report_post(store::Transaction& change, const Moderator& reporter, IdSource& ids, const PostSource& post,
                 const std::string& reason);

}  // namespace rapport::dialogue
