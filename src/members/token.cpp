#include "members/token.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace rapport::members {
namespace {

constexpr std::size_t kBytes = 32, kCharacters = 43;

std::string in_characters(const std::array<unsigned char, kBytes>& bytes) {
  std::string text(kCharacters + 1, '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.resize(kCharacters);
  return text;
}

}  // namespace

std::string random_token() {
  std::array<unsigned char, kBytes> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  return in_characters(bytes);
}

bool looks_like_token(std::string_view text) {
  return text.size() == kCharacters && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
         });
}

std::string token_hash(std::string_view token) {
  std::array<unsigned char, kBytes> hash;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(token.data()), token.size(),
                     nullptr, 0);
  return in_characters(hash);
}

}  // namespace rapport::members
