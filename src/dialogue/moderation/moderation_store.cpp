#include "dialogue/moderation/moderation_store.hpp"

#include <limits>

#include "dialogue/topics/post_store.hpp"
#include "store/query.hpp"

namespace rapport::dialogue {
namespace {

using store::arg;

constexpr const char* kInsertReport =
    "INSERT INTO post_report (community_id, report_id, post_id, reporter_id, reason, created_at) "
    "VALUES (:community_id, :report_id, :post_id, :reporter_id, :reason, :created_at) ON CONFLICT DO NOTHING";
constexpr const char* kWaits =
    "SELECT report_id FROM post_report WHERE community_id = :community_id AND post_id = :post_id "
    "AND reporter_id = :reporter_id AND settled_at IS NULL";
constexpr const char* kWaiting =
    "SELECT r.report_id, r.post_id, r.reason, r.created_at, r.reporter_id, m.name, m.handle, m.role "
    "FROM post_report r "
    "LEFT JOIN member_card m ON m.community_id = r.community_id AND m.member_id = r.reporter_id "
    "WHERE r.community_id = :community_id AND r.settled_at IS NULL AND r.report_id > :after "
    "ORDER BY r.report_id LIMIT :most";
constexpr const char* kSettle =
    "UPDATE post_report SET settled_at = :at, settled_by = :by, outcome = :outcome "
    "WHERE community_id = :community_id AND post_id = :post_id AND settled_at IS NULL";
constexpr const char* kInsertAction =
    "INSERT INTO moderation_action (community_id, action_id, kind, moderator_id, topic_id, post_id, note, created_at) "
    "VALUES (:community_id, :action_id, :kind, :moderator_id, :topic_id, :post_id, :note, :created_at)";
constexpr const char* kActions =
    "SELECT a.action_id, a.kind, a.note, a.created_at, a.moderator_id, m.name, m.handle, m.role, t.topic_id, t.title, "
    "t.slug, s.slug, p.post_id, p.position FROM moderation_action a "
    "JOIN topic t ON t.community_id = a.community_id AND t.topic_id = a.topic_id "
    "JOIN section s ON s.community_id = t.community_id AND s.section_id = t.section_id "
    "LEFT JOIN post p ON p.community_id = a.community_id AND p.post_id = a.post_id "
    "LEFT JOIN member_card m ON m.community_id = a.community_id AND m.member_id = a.moderator_id "
    "WHERE a.community_id = :community_id AND a.action_id < :before ORDER BY a.action_id DESC LIMIT :most";

}  // namespace

bool insert_report(store::Transaction& change, CommunityId community, const NewReport& report) {
  return store::execute(change, kInsertReport, arg("community_id", community), arg("report_id", report.id),
                        arg("post_id", report.post), arg("reporter_id", report.reporter), arg("reason", report.reason),
                        arg("created_at", report.at_ms)) == 1;
}

bool report_waits(store::Session& session, CommunityId community, PostId post, MemberId reporter) {
  return store::one<ReportId>(session, kWaits, arg("community_id", community), arg("post_id", post),
                              arg("reporter_id", reporter))
      .has_value();
}

std::vector<Report> waiting_reports(store::Session& session, CommunityId community, ReportId after, int limit) {
  std::vector<Report> reports;
  store::each(
      session, kWaiting,
      [&](ReportId id, PostId post, std::string reason, std::int64_t at_ms, MemberId reporter,
          std::optional<std::string> name, std::optional<std::string> handle, std::optional<std::string> role) {
        Report report;
        report.id = id;
        report.reporter = author_from(reporter, std::move(name), std::move(handle), role);
        report.reason = std::move(reason);
        report.at_ms = at_ms;
        report.about.post.id = post;
        reports.push_back(std::move(report));
      },
      arg("community_id", community), arg("after", after), arg("most", limit));
  for (Report& report : reports) report.about = find_post(session, community, report.about.post.id).value();
  return reports;
}

std::int64_t settle_reports(store::Transaction& change, CommunityId community, PostId post, Outcome outcome,
                            MemberId by, std::int64_t at_ms) {
  return store::execute(change, kSettle, arg("at", at_ms), arg("by", by),
                        arg("outcome", outcome == Outcome::hidden ? "hidden" : "dismissed"),
                        arg("community_id", community), arg("post_id", post));
}

void insert_action(store::Transaction& change, CommunityId community, const NewAction& action) {
  store::execute(change, kInsertAction, arg("community_id", community), arg("action_id", action.id),
                 arg("kind", action.kind), arg("moderator_id", action.moderator), arg("topic_id", action.topic),
                 arg("post_id", action.post), arg("note", action.note), arg("created_at", action.at_ms));
}

std::vector<Action> actions_before(store::Session& session, CommunityId community, std::optional<ActionId> before,
                                   int limit) {
  std::vector<Action> actions;
  store::each(
      session, kActions,
      [&](ActionId id, std::string kind, std::string note, std::int64_t at_ms, MemberId moderator,
          std::optional<std::string> name, std::optional<std::string> handle, std::optional<std::string> role,
          TopicId topic, std::string title, std::string slug, std::string section_slug, std::optional<PostId> post,
          std::optional<std::int64_t> position) {
        const std::string path = topic_path(section_slug, slug, topic);
        actions.push_back({.id = id,
                           .kind = std::move(kind),
                           .moderator = author_from(moderator, std::move(name), std::move(handle), role),
                           .note = std::move(note),
                           .at_ms = at_ms,
                           .topic_title = std::move(title),
                           .path = post ? post_path(path, position.value_or(1), *post) : path});
      },
      arg("community_id", community),
      arg("before", before.value_or(ActionId{std::numeric_limits<std::int64_t>::max()})), arg("most", limit));
  return actions;
}

}  // namespace rapport::dialogue
