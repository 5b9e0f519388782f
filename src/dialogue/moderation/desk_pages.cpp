#include "dialogue/moderation/desk_pages.hpp"

#include <algorithm>

#include "dialogue/moderation/moderation_store.hpp"
#include "dialogue/topics/topic_model.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "members/permission.hpp"

namespace rapport::dialogue {
namespace {

http::Value report_model(const Reader& reader, const Report& report) {
  const std::string path = topic_path(report.about.topic);
  const std::string base = "/posts/" + to_base32(report.about.post.id);
  http::Value post = post_model(reader, report.about.topic, path, report.about.post);
  post.set("actions", {});  // the forms beside it do what is to be done
  http::Value model;
  model.set("id", to_base32(report.id));
  model.set("reporter", author_model(report.reporter));
  model.set("reason", report.reason);
  model.set("reported_at", http::Time{report.at_ms});
  model.set("topic_title", report.about.topic.title);
  model.set("post_url", post_path(path, report.about.post.position, report.about.post.id));
  model.set("hide_url", base + "/hide");
  model.set("dismiss_url", base + "/dismiss");
  model.set("posts", http::List{std::move(post)});
  return model;
}

http::Value action_model(const http::Messages& messages, const Action& action) {
  std::string key = "moderation_did_" + action.kind;
  std::replace(key.begin(), key.end(), '.', '_');
  http::Value model;
  model.set("kind", action.kind);
  model.set("what", messages.text(key));
  model.set("moderator", author_model(action.moderator));
  model.set("topic_title", action.topic_title);
  model.set("url", action.path);
  model.set("note", action.note);
  model.set("at", http::Time{action.at_ms});
  return model;
}

http::Response reports_page(const Context& context, const http::Request& request) {
  members::require(request, members::Permission::moderate);
  const ReportId after{request.query_id("after").value_or(0)};
  // One more than is shown tells whether there are later ones.
  auto reports = waiting_reports(context.database.session(), request.reader.community, after, kReportsPerPage + 1);
  const bool more = reports.size() > static_cast<std::size_t>(kReportsPerPage);
  if (more) reports.pop_back();
  http::List models;
  for (const Report& report : reports) models.push_back(report_model(request.reader, report));
  http::Value model;
  model.set("nav_desk", true);
  model.set("reports", std::move(models));
  model.set("next_url", more ? http::Value("/desk/moderation?after=" + to_base32(reports.back().id)) : http::Value{});
  return http::page("dialogue/moderation/reports.html", std::string(context.messages.text("moderation_title")),
                    std::move(model));
}

http::Response log_page(const Context& context, const http::Request& request) {
  members::require(request, members::Permission::moderate);
  std::optional<ActionId> before;
  if (const auto id = request.query_id("before")) before = ActionId{*id};
  auto actions = actions_before(context.database.session(), request.reader.community, before, kActionsPerPage + 1);
  const bool more = actions.size() > static_cast<std::size_t>(kActionsPerPage);
  if (more) actions.pop_back();
  http::List models;
  for (const Action& action : actions) models.push_back(action_model(context.messages, action));
  http::Value model;
  model.set("nav_desk", true);
  model.set("actions", std::move(models));
  model.set("next_url",
            more ? http::Value("/desk/moderation/log?before=" + to_base32(actions.back().id)) : http::Value{});
  return http::page("dialogue/moderation/log.html", std::string(context.messages.text("moderation_log")),
                    std::move(model));
}

}  // namespace

void add_moderation_desk_routes(http::Router& router, const Context& context) {
  router.get("/desk/moderation", [context](const http::Request& request) { return reports_page(context, request); });
  router.get("/desk/moderation/log", [context](const http::Request& request) { return log_page(context, request); });
}

}  // namespace rapport::dialogue
