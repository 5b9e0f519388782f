#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace rapport {

/// The time, as an argument: rules never read a clock by themselves. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Milliseconds since 1970-01-01 UTC.
  virtual std::int64_t now_ms() const = 0;
};

class SystemClock final : public Clock {
 public:
  std::int64_t now_ms() const override;
};

/// Stands still until told otherwise; for tests and for seeding a community.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(std::int64_t now_ms) : now_ms_(now_ms) {}
  std::int64_t now_ms() const override { return now_ms_.load(); }
  void set(std::int64_t now_ms) { now_ms_ = now_ms; }
  void advance(std::int64_t by_ms) { now_ms_ += by_ms; }

 private:
  std::atomic<std::int64_t> now_ms_;
};

/// "2026-11-21T14:05:09Z", for machines.
std::string iso_time(std::int64_t time_ms);
/// "21 November 2026, 14:05 UTC", for people, until the page's script shows it in the reader's zone.
std::string readable_time(std::int64_t time_ms);
/// "Sat, 21 Nov 2026 14:05:09 GMT", as HTTP headers and mail want it.
std::string http_time(std::int64_t time_ms);

}  // namespace rapport
