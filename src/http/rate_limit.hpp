#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace rapport::http {

/// Token buckets by key: each may act `per_minute` times a minute, and save up a third of a minute's worth for a burst.
/// Memory is fixed: where buckets are short, the one unused for longest is forgotten, which is generous, never strict.
/// Thread-safe.
class RateLimit {
 public:
  /// @param per_minute  0: no limit
  explicit RateLimit(int per_minute, std::size_t buckets = 16384);

  /// Takes one token. @return 0, or the seconds until there is one again
  int take(std::span<const std::uint8_t> key, std::int64_t now_ms);

 private:
  struct Bucket {
    std::uint64_t key = 0;
    std::int64_t used_ms = 0;
    double tokens = 0;
  };
  static constexpr std::size_t kWays = 8;    // buckets a key may live in
  static constexpr std::size_t kLocks = 64;  // neighbouring sets share one

  double per_ms_;
  double most_;
  std::array<std::uint8_t, 16> secret_;  // so that nobody can aim at the buckets of others
  std::vector<Bucket> buckets_;
  std::unique_ptr<std::mutex[]> locks_ = std::make_unique<std::mutex[]>(kLocks);
};

}  // namespace rapport::http
