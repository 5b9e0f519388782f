#include "http/rate_limit.hpp"

#include <sodium.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

namespace rapport::http {

RateLimit::RateLimit(int per_minute, std::size_t buckets)
    : per_ms_(per_minute / 60000.0), most_(std::max(1.0, per_minute / 3.0)) {
  if (sodium_init() < 0) throw std::runtime_error("The random generator of this machine cannot be used.");
  randombytes_buf(secret_.data(), secret_.size());
  if (per_minute > 0) buckets_.resize(std::max<std::size_t>(1, buckets / kWays) * kWays);
}

int RateLimit::take(std::span<const std::uint8_t> key, std::int64_t now_ms) {
  if (buckets_.empty()) return 0;
  static_assert(crypto_shorthash_BYTES == sizeof(std::uint64_t) && crypto_shorthash_KEYBYTES == 16);
  std::array<unsigned char, crypto_shorthash_BYTES> digest;
  crypto_shorthash(digest.data(), key.data(), key.size(), secret_.data());
  std::uint64_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof hash);
  if (hash == 0) hash = 1;  // 0 marks a bucket nobody has used

  const auto set = hash % (buckets_.size() / kWays);
  const std::lock_guard lock(locks_[set % kLocks]);
  const auto begin = buckets_.begin() + static_cast<std::ptrdiff_t>(set * kWays);
  const auto end = begin + kWays;
  auto bucket = std::find_if(begin, end, [&](const Bucket& b) { return b.key == hash; });
  if (bucket == end) {
    bucket = std::min_element(begin, end, [](const Bucket& a, const Bucket& b) { return a.used_ms < b.used_ms; });
    *bucket = {hash, now_ms, most_};
  }
  const auto elapsed_ms = static_cast<double>(std::max<std::int64_t>(0, now_ms - bucket->used_ms));
  bucket->tokens = std::min(most_, bucket->tokens + elapsed_ms * per_ms_);
  bucket->used_ms = now_ms;
  if (bucket->tokens < 1) return std::max(1, static_cast<int>(std::ceil((1 - bucket->tokens) / per_ms_ / 1000)));
  bucket->tokens -= 1;
  return 0;
}

}  // namespace rapport::http
