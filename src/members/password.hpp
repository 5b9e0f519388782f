#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::members {

/// Hashes and checks passwords with Argon2id. Every call takes a while and much memory on purpose, so at most two run
/// at a time and few more wait: a flood of sign-ins costs its senders a 429 and nobody the server. Never called inside
/// a transaction. Thread-safe.
class Passwords {
 public:
  /// libsodium's INTERACTIVE: 2 passes over 64 MiB, 50 to 100 ms on the machines that we know.
  struct Cost {
    unsigned long long passes = 2;
    std::size_t memory_bytes = 64 << 20;
    static Cost least();  // for tests of other things
  };
  Passwords() : Passwords(Cost{}) {}
  explicit Passwords(Cost cost);

  /// @throws http::TooManyRequests if too many are at it
  std::string hash(const std::string& password);
  /// Whether the password belongs to the hash. An empty hash (no such account, or no password yet) takes as long as any
  /// other and never fits, so that the answer's time tells nothing. @throws http::TooManyRequests
  bool verify(const std::string& hash, const std::string& password);
  /// Whether a hash was made with other costs than today's, and is to be renewed at the next sign-in.
  bool is_outdated(const std::string& hash) const;

 private:
  class Turn;
  std::string hash_now(const std::string& password) const;

  const Cost cost_;
  const std::string nobody_;  // a hash that no password fits
  std::mutex mutex_;
  std::condition_variable free_;
  int running_ = 0;
  int waiting_ = 0;
};

inline constexpr std::size_t kShortestPassword = 10, kLongestPassword = 200;

/// Why a password would be among the first that somebody else tries; the word of a message key.
enum class Weakness { none, too_short, too_long, common, repetitive, personal };

/// @param personal  what others know of this person: name, address
Weakness weakness_of(std::string_view password, const std::vector<std::string>& personal);

}  // namespace rapport::members
