#include "app/site.hpp"

#include <fmt/format.h>

#include <optional>

#include "app/community.hpp"
#include "app/desk/places.hpp"
#include "app/example/example.hpp"
#include "base/errors.hpp"
#include "demand/board/board.hpp"
#include "demand/board/own_data_store.hpp"
#include "demand/surveys/own_data_store.hpp"
#include "demand/surveys/survey_data.hpp"
#include "demand/surveys/survey_routes.hpp"
#include "dialogue/dialogue.hpp"
#include "dialogue/own_data_store.hpp"
#include "dialogue/topics/latest_topics.hpp"
#include "display/display.hpp"
#include "http/access_log.hpp"
#include "http/assets.hpp"
#include "http/messages.hpp"
#include "http/metrics.hpp"
#include "http/operations.hpp"
#include "http/pipeline.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "http/views.hpp"
#include "jobs/runner.hpp"
#include "mail/address.hpp"
#include "mail/mail.hpp"
#include "members/members.hpp"
#include "research/research.hpp"
#include "spine/live.hpp"
#include "spine/subscriber.hpp"
#include "store/database.hpp"
#include "store/migrate.hpp"
#include "store/process_number.hpp"

namespace rapport::app {
namespace {

http::Pipeline::Settings pipeline_settings(const ServeSettings& settings) {
  http::Pipeline::Settings limits;
  limits.origin = settings.origin;
  if (!settings.rate_limits) {
    limits.requests_per_minute_per_address = 0;
    limits.changes_per_minute_per_member = 0;
    limits.changes_per_minute_per_address = 0;
  }
  return limits;
}

http::Server::Settings server_settings(const ServeSettings& settings) {
  http::Server::Settings server;
  server.listen = settings.listen;
  server.threads = settings.threads;
  server.trusted_proxies = settings.trusted_proxies;
  server.handle_signals = true;
  return server;
}

mail::Settings mail_settings(const ServeSettings& settings) {
  if (!mail::is_address(settings.mail_from))
    throw BadInput("--mail-from must be one e-mail address, such as hello@community.example.");
  mail::Settings mails;
  mails.from.address = settings.mail_from;
  mails.smtp_url = settings.mail_server;
  mails.require_tls = !mail::stays_on_this_machine(settings.mail_server);
  mails.user = settings.mail_user;
  mails.password = settings.mail_password;
  mails.outbox = settings.outbox;
  return mails;
}

std::vector<embedded::File> migrated(store::Database& database) {
  store::migrate(database, embedded::migrations());
  return embedded::templates();
}

// What the home page shows of the community: features do not know one another, so it is carried across here.
std::vector<display::TopicLine> latest_topics(store::Session& session, CommunityId community, int limit) {
  std::vector<display::TopicLine> lines;
  for (auto& topic : dialogue::latest_topics(session, community, limit)) {
    lines.push_back({std::move(topic.title), std::move(topic.path), std::move(topic.last_author), topic.replies,
                     topic.last_post_at});
  }
  return lines;
}

}  // namespace

struct Site::Parts {
  const ServeSettings settings;
  const Clock& clock;
  store::Database database;
  const std::vector<embedded::File> templates;
  const CommunityId community;
  store::ProcessNumber process;
  IdSource ids;
  http::Messages messages;
  http::Assets assets;
  http::Views views;
  spine::LiveUpdates live;
  http::Metrics metrics;
  std::optional<http::AccessLog> access_log;
  http::Router router;
  std::optional<http::Pipeline> pipeline;
  std::optional<http::Server> server;
  std::optional<members::Members> members;
  std::optional<spine::Dispatcher> dispatcher;
  std::optional<jobs::Runner> runner;

  Parts(const ServeSettings& chosen, const Clock& time)
      : settings(chosen),
        clock(time),
        database(settings.database),
        templates(migrated(database)),
        community(default_community(database, clock)),
        process(database, clock),
        ids(clock, process.value()),
        messages(embedded::messages(), "en"),
        assets(embedded::assets(), settings.theme),
        views(templates, messages,
              {.theme = settings.theme, .asset_url = [this](std::string_view name) { return assets.url(name); }}),
        live(database) {
    if (settings.access_log != "none") access_log.emplace(settings.access_log);
    pipeline.emplace(router, views, messages, clock, hooks(), pipeline_settings(settings));
    server.emplace(*pipeline, server_settings(settings), &metrics);  // now the port is known
    members.emplace(database, clock, ids, messages,
                    members::Settings{.origin = origin(), .rate_limits = settings.rate_limits});
    if (settings.example) load_example(database, community, clock, ids, members->site().passwords);
    add_routes();
    dispatcher.emplace(database, members::subscribers());
    runner.emplace(database, clock, job_handlers());
  }

  std::string origin() const { return settings.origin.empty() ? "http://" + server->address() : settings.origin; }

  http::Pipeline::Hooks hooks() {
    http::Pipeline::Hooks hooks;
    hooks.identify = [this](http::Request& request) { members->identity().identify(request); };
    hooks.layout = [this](const http::Request& request) { return members->identity().layout(request); };
    hooks.access_log = access_log ? &*access_log : nullptr;
    hooks.metrics = &metrics;
    return hooks;
  }

  /// The site map.
  void add_routes() {
    assets.add_routes(router);
    // What browsers ask for by themselves beside a page that is no HTML.
    router.get("/favicon.ico", [this](const http::Request& request) { return assets.serve(request, "mark.svg"); });
    http::OperationOptions operations;
    operations.healthy = [this] { return !community_name(*database.session(), community).empty(); };
    operations.metrics_token = settings.metrics_token;
    http::add_operation_routes(router, metrics, operations);
    add_personal_data();
    members->add_routes(router);
    add_desk_routes(router, database, messages, desk_places());
    display::add_routes(router, database, clock, ids, messages, latest_topics);
    board::add_routes(router, database, clock, ids, messages,
                      {.origin = origin(), .messages_per_minute = settings.rate_limits ? 3 : 0});
    surveys::add_routes(router, {database, clock, ids, messages, members->secret(), live});
    dialogue::add_routes(router, database, clock, ids, live, views, messages);
    research::add_routes(router, database, clock, ids, surveys::answers_source(database, clock), messages);
  }

  /// What the features keep of a member, for the member's own download.
  void add_personal_data() {
    members->add_personal_data({"posts", dialogue::posts_of});
    members->add_personal_data({"reports", dialogue::reports_of});
    members->add_personal_data({"support", board::writings_of});
    members->add_personal_data({"surveys", surveys::responses_of});
    members->add_personal_data({"anonymous_surveys", surveys::anonymous_surveys_of});
  }

  std::vector<jobs::Handler> job_handlers() {
    auto handlers = research::job_handlers(database, clock, ids, surveys::answers_source(database, clock), messages);
    handlers.push_back(mail::sending(mail_settings(settings)));
    return handlers;
  }
};

Site::Site(const ServeSettings& settings, const Clock& clock) : parts_(std::make_unique<Parts>(settings, clock)) {}
Site::~Site() = default;

std::string Site::url() const {
  return "http://" + parts_->server->address();
}

std::string Site::welcome() const {
  std::string words = fmt::format("\nRapport is ready at {}\n", url());
  const auto link = members::first_admin_link(parts_->database, parts_->clock, parts_->community, parts_->origin());
  if (link) words += fmt::format("Set it up, once: {}\n", *link);
  if (parts_->settings.example) {
    words += fmt::format("\nThe example's accounts, all with the password \"{}\":\n", kExamplePassword);
    for (const auto& [email, role] : example_accounts()) words += fmt::format("  {:<22} {}\n", role, email);
  }
  return words + "\nCtrl-C stops it.\n";
}

void Site::run() {
  parts_->server->run();
}
void Site::stop() {
  parts_->server->stop();
}

}  // namespace rapport::app
