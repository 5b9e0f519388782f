#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace rapport::http {

/// What /metrics tells, in Prometheus' words: requests and their duration by route and class of status, requests in
/// flight, open streams, memory. Thread-safe, and cheap: labels are resolved once per route, not per request.
class Metrics {
 public:
  Metrics();
  ~Metrics();

  /// @param route  the matched pattern; empty for requests that matched none
  void count_request(std::string_view route, int status, std::int64_t duration_us);
  void request_started();
  void request_ended();
  void streams_open(std::int64_t count);

  /// Everything in Prometheus' text format.
  std::string text() const;

 private:
  struct Series;
  std::unique_ptr<Series> series_;
};

}  // namespace rapport::http
