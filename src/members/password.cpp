#include "members/password.hpp"

#include <sodium.h>

#include <array>
#include <new>

#include "http/errors.hpp"

namespace rapport::members {
namespace {

constexpr int kAtOnce = 2, kMayWait = 6;

}  // namespace

/// One of the few at work, as long as it lives.
class Passwords::Turn {
 public:
  explicit Turn(Passwords& passwords) : passwords_(passwords) {
    std::unique_lock lock(passwords_.mutex_);
    if (passwords_.waiting_ >= kMayWait) throw http::TooManyRequests{2};
    ++passwords_.waiting_;
    passwords_.free_.wait(lock, [&] { return passwords_.running_ < kAtOnce; });
    --passwords_.waiting_;
    ++passwords_.running_;
  }
  ~Turn() {
    std::lock_guard lock(passwords_.mutex_);
    --passwords_.running_;
    passwords_.free_.notify_one();
  }
  Turn(const Turn&) = delete;

 private:
  Passwords& passwords_;
};

Passwords::Cost Passwords::Cost::least() {
  return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
}

namespace {

/// A well-formed hash of the same costs whose password nobody knows, so that checking against it takes the usual time.
std::string unguessable(const Passwords::Cost& cost) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium could not be started: no source of randomness.");
  std::string hash =
      "$argon2id$v=19$m=" + std::to_string(cost.memory_bytes / 1024) + ",t=" + std::to_string(cost.passes) + ",p=1$";
  std::array<unsigned char, 48> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 65> text;
  sodium_bin2base64(text.data(), text.size(), bytes.data(), 16, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
  hash.append(text.data()).append("$");
  sodium_bin2base64(text.data(), text.size(), bytes.data() + 16, 32, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
  return hash.append(text.data());
}

}  // namespace

Passwords::Passwords(Cost cost) : cost_(cost), nobody_(unguessable(cost)) {}

std::string Passwords::hash_now(const std::string& password) const {
  std::array<char, crypto_pwhash_STRBYTES> text;
  if (crypto_pwhash_str(text.data(), password.data(), password.size(), cost_.passes, cost_.memory_bytes) != 0)
    throw std::bad_alloc{};
  return text.data();
}

std::string Passwords::hash(const std::string& password) {
  const Turn turn{*this};
  return hash_now(password);
}

bool Passwords::verify(const std::string& hash, const std::string& password) {
  const Turn turn{*this};
  const std::string& against = hash.empty() ? nobody_ : hash;
  const bool fits = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
  return fits && !hash.empty();
}

bool Passwords::is_outdated(const std::string& hash) const {
  return crypto_pwhash_str_needs_rehash(hash.c_str(), cost_.passes, cost_.memory_bytes) != 0;
}

}  // namespace rapport::members
