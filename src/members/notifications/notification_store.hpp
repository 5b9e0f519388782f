#pragma once

#include "members/notifications/notification.hpp"

namespace rapport::members {

/// Those who followed something at a moment.
std::vector<MemberId> followers_at(store::Session& session, CommunityId community, const std::string& kind,
                                   std::int64_t subject, std::int64_t time_ms);

struct NewNotification {
  CommunityId community;
  MemberId member;
  std::int64_t position;
  std::string kind;
  std::optional<MemberId> actor;
  std::int64_t subject;
  std::string title;
  std::string path;
  std::int64_t at_ms;
};
/// Adds it, and counts it unless it was read before a replay. Does nothing for a member who is no more.
void insert_notification(store::Transaction& change, const NewNotification& notification);

/// Forgets what was derived; what was read stays known.
void delete_notifications(store::Transaction& change, CommunityId community);

}  // namespace rapport::members
