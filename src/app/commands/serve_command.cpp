#include "app/commands/serve_command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "app/site.hpp"
#include "base/errors.hpp"
#include "store/database.hpp"
#include "store/migrate.hpp"

namespace rapport::app {
namespace {

void serve(const ServeSettings& settings) {
  const SystemClock clock;
  Site site{settings, clock};
  std::cout << site.welcome() << std::flush;
  site.run();
  std::cout << "Stopped.\n";
}

void migrate(const std::string& address) {
  store::Database database{address};
  const auto ran = store::migrate(database, embedded::migrations());
  for (const auto& name : ran) std::cout << "migrated " << name << "\n";
  if (ran.empty()) std::cout << "The database is up to date.\n";
}

// A wrong address or a refused setting is the caller's to mend: said in one sentence, exit status 2.
template <class Work>
void reporting(int& exit_status, Work work) {
  try {
    work();
  } catch (const BadInput& error) {
    std::cerr << "rapport: " << error.what() << "\n";
    exit_status = 2;
  } catch (const Unavailable& error) {
    std::cerr << "rapport: " << error.what() << "\n";
    exit_status = 1;
  }
}

}  // namespace

void add_serve_command(CLI::App& app, int& exit_status) {
  auto settings = std::make_shared<ServeSettings>();
  auto* serving = app.add_subcommand("serve", "Serve the site; makes or migrates its database by itself");
  serving->set_config("--config", "", "Read settings from this file (KEY = VALUE lines)");
  serving->add_option("--database", settings->database, "sqlite:PATH or postgresql://USER@HOST/DATABASE")
      ->envname("RAPPORT_DATABASE")
      ->capture_default_str();
  serving->add_option("--listen", settings->listen, "Address and port; port 0 takes a free one")
      ->envname("RAPPORT_LISTEN")
      ->capture_default_str();
  serving->add_option("--origin", settings->origin, "How people reach the site, as https://community.example")
      ->envname("RAPPORT_ORIGIN");
  serving
      ->add_option("--trusted-proxy", settings->trusted_proxies, "Address or network whose X-Forwarded-* is believed")
      ->envname("RAPPORT_TRUSTED_PROXY");
  serving->add_option("--theme", settings->theme, "Folder whose templates and assets replace ours")
      ->envname("RAPPORT_THEME");
  serving
      ->add_option("--access-log", settings->access_log, "File for the access log, - for the terminal, none for no log")
      ->envname("RAPPORT_ACCESS_LOG")
      ->capture_default_str();
  serving
      ->add_option("--mail-server", settings->mail_server,
                   "smtp://HOST:587 or smtps://HOST:465; without it mails go to the outbox")
      ->envname("RAPPORT_MAIL_SERVER");
  serving->add_option("--mail-user", settings->mail_user, "Account at the mail server")->envname("RAPPORT_MAIL_USER");
  serving->add_option("--mail-password", settings->mail_password, "Its password; better set in the environment")
      ->envname("RAPPORT_MAIL_PASSWORD");
  serving->add_option("--mail-from", settings->mail_from, "Address that our mails come from")
      ->envname("RAPPORT_MAIL_FROM")
      ->capture_default_str();
  serving->add_option("--outbox", settings->outbox, "Folder for mails when there is no mail server")
      ->envname("RAPPORT_OUTBOX")
      ->capture_default_str();
  serving->add_option("--metrics-token", settings->metrics_token, "Bearer token that may read /metrics from elsewhere")
      ->envname("RAPPORT_METRICS_TOKEN");
  serving->add_option("--threads", settings->threads, "Worker threads; 0 chooses");
  serving->add_flag("!--no-rate-limits", settings->rate_limits, "For measurements only: take any number of requests");
  serving->add_flag("--example", settings->example, "Fill an empty database with the example community");
  serving->callback([settings, &exit_status] { reporting(exit_status, [&] { serve(*settings); }); });

  auto address = std::make_shared<std::string>();
  auto* migrating = app.add_subcommand("migrate", "Bring a database to the newest schema");
  migrating->add_option("--database", *address, "sqlite:PATH or postgresql://USER@HOST/DATABASE")
      ->envname("RAPPORT_DATABASE")
      ->required();
  migrating->callback([address, &exit_status] { reporting(exit_status, [&] { migrate(*address); }); });
}

}  // namespace rapport::app
