#pragma once

#include <string>
#include <vector>

namespace rapport::app {

/// What `rapport serve` can be told, by flag, environment variable or configuration file (commands/serve_command.cpp).
struct ServeSettings {
  std::string database = "sqlite:rapport.sqlite";
  std::string listen = "127.0.0.1:8080";
  std::string origin;                        // "https://community.example", as people reach it; empty: http://LISTEN
  std::vector<std::string> trusted_proxies;  // addresses and networks whose X-Forwarded-* is believed
  std::string theme;                         // folder that overrides templates and assets; empty: none
  std::string access_log = "-";              // file, "-" for the standard output, "none" for none
  std::string mail_server;  // smtp://host:587 or smtps://host:465; empty: mails go to the outbox folder
  std::string mail_user;    // empty: no authentication
  std::string mail_password;
  std::string mail_from = "rapport@localhost";
  std::string outbox = "var/outbox";
  std::string metrics_token;  // who sends it as a bearer token may read /metrics; empty: this machine only
  unsigned threads = 0;       // 0: chosen from the cores
  bool rate_limits = true;
  bool example = false;  // fill an empty database with the example community
};

}  // namespace rapport::app
