#pragma once

#include <chrono>
#include <string>
#include <thread>
#include <utility>

#include "http/pipeline_fixture.hpp"
#include "http/server.hpp"
#include "http/server_client.hpp"

namespace rapport::http::test {

/// Settings with two threads, on a free port, that end soon.
inline Server::Settings quick() {
  Server::Settings settings;
  settings.listen = "127.0.0.1:0";
  settings.threads = 2;
  settings.stop_time = std::chrono::seconds{2};
  return settings;
}

/// A server that runs while the test does.
class Running {
 public:
  explicit Running(Server::Settings settings = quick()) : server_(house_.pipeline(), std::move(settings)) {}
  ~Running() { stop(); }

  House& house() { return house_; }
  void start() {
    thread_ = std::thread([this] { server_.run(); });
  }
  void stop() {
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }
  Client client() const { return Client(server_.address()); }
  std::string address() const { return server_.address(); }

 private:
  House house_;
  Server server_;
  std::thread thread_;
};

}  // namespace rapport::http::test
