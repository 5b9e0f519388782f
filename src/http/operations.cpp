#include "http/operations.hpp"

#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <utility>

#include "http/address.hpp"
#include "http/errors.hpp"

namespace rapport::http {
namespace {

/// Remembers the answer for a moment, since anybody may ask.
class Health {
 public:
  explicit Health(std::function<bool()> healthy) : healthy_(std::move(healthy)) {}

  bool is_well() {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (now >= ask_again_) {
      try {
        well_ = !healthy_ || healthy_();
      } catch (const std::exception&) {
        well_ = false;  // whoever throws it has its own way of being heard: the requests that fail
      }
      ask_again_ = now + std::chrono::seconds(1);
    }
    return well_;
  }

 private:
  std::function<bool()> healthy_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point ask_again_{};
  bool well_ = false;
};

bool is_on_this_machine(const Request& request) {
  const auto address = parse_address(request.address);
  if (!address || !address->is_loopback()) return false;
  for (const auto* trace : {"forwarded", "via", "x-real-ip", "x-forwarded-for"}) {
    if (!request.header(trace).empty()) return false;
  }
  const auto host = request.header("host");
  const auto named = parse_address(host);
  return host.substr(0, host.find(':')) == "localhost" || (named && named->is_loopback());
}

bool may_read_metrics(const Request& request, const std::string& token) {
  if (token.empty()) return is_on_this_machine(request);
  const auto given = request.header("authorization");
  const auto expected = "Bearer " + token;
  return given.size() == expected.size() && sodium_memcmp(given.data(), expected.data(), given.size()) == 0;
}

Response plain(int status, std::string text) {
  auto response = bytes("text/plain; charset=utf-8", std::move(text)).header("Cache-Control", "no-store");
  response.status = status;
  return response;
}

}  // namespace

void add_operation_routes(Router& router, const Metrics& metrics, OperationOptions options) {
  const auto health = std::make_shared<Health>(std::move(options.healthy));
  router.get("/healthz", [health](const Request&) {
    return health->is_well() ? plain(200, "ok\n") : plain(503, "the database cannot be reached\n");
  });
  router.get("/metrics", [&metrics, token = std::move(options.metrics_token)](const Request& request) {
    if (!may_read_metrics(request, token)) throw NotFound{};
    return bytes("text/plain; version=0.0.4; charset=utf-8", metrics.text()).header("Cache-Control", "no-store");
  });
}

}  // namespace rapport::http
