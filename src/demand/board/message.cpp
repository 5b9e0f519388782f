#include "demand/board/message.hpp"

#include <sodium.h>

#include <array>

#include "text/slug.hpp"

namespace rapport::board {
namespace {

constexpr std::size_t kKeyBytes = 16;

template <std::size_t N>
std::string hex(const std::array<unsigned char, N>& bytes) {
  std::string text(2 * N + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

}  // namespace

bool is_public(const Message& message) {
  return message.approved_at && !message.hidden_at;
}

bool may_read(const Message& message, const Reader& reader, bool answers_board, const std::string& key) {
  if (answers_board || is_public(message)) return true;
  if (message.author && reader.member == message.author->id) return true;
  return !message.key_hash.empty() && !key.empty() && hash_of_key(key) == message.key_hash;
}

std::string message_path(MessageId id, const std::string& subject) {
  return "/support/" + text::slug(subject) + "-" + to_base32(id);
}

std::string new_key() {
  std::array<unsigned char, kKeyBytes> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  return hex(bytes);
}

// The key has 128 bits of chance, so a plain hash suffices, and comparing hashes tells nothing about the key.
std::string hash_of_key(const std::string& key) {
  std::array<unsigned char, kKeyBytes> hash;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(key.data()), key.size(), nullptr,
                     0);
  return hex(hash);
}

}  // namespace rapport::board
