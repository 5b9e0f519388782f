#include "app/site.hpp"

#include <fmt/format.h>

#include <optional>

#include "app/community.hpp"
#include "base/errors.hpp"
#include "http/access_log.hpp"
#include "http/assets.hpp"
#include "http/messages.hpp"
#include "http/metrics.hpp"
#include "http/operations.hpp"
#include "http/pipeline.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "http/views.hpp"
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

std::vector<embedded::File> migrated(store::Database& database) {
  store::migrate(database, embedded::migrations());
  return embedded::templates();
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
    assets.add_routes(router);
    http::OperationOptions operations;
    operations.healthy = [this] { return community_name(*database.session(), community) != ""; };
    operations.metrics_token = settings.metrics_token;
    http::add_operation_routes(router, metrics, operations);
    http::Pipeline::Hooks hooks;
    hooks.identify = [this](http::Request& request) { request.reader.community = community; };
    hooks.layout = [](const http::Request&) { return http::Value().set("site_name", "Rapport"); };
    hooks.access_log = access_log ? &*access_log : nullptr;
    hooks.metrics = &metrics;
    pipeline.emplace(router, views, messages, clock, hooks, pipeline_settings(settings));
    server.emplace(*pipeline, server_settings(settings), &metrics);
  }
};

Site::Site(const ServeSettings& settings, const Clock& clock) : parts_(std::make_unique<Parts>(settings, clock)) {}
Site::~Site() = default;

std::string Site::url() const {
  return "http://" + parts_->server->address();
}

std::string Site::welcome() const {
  return fmt::format("Rapport is ready at {}\n", url());
}

void Site::run() {
  parts_->server->run();
}
void Site::stop() {
  parts_->server->stop();
}

}  // namespace rapport::app
