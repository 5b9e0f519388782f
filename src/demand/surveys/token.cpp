#include "demand/surveys/token.hpp"

#include <sodium.h>

#include <array>

namespace rapport::surveys {
namespace {

using Bytes = std::array<unsigned char, 32>;

std::string hexadecimal(const Bytes& bytes) {
  std::string text(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

}  // namespace

std::string make_token() {
  Bytes bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return hexadecimal(bytes);
}

std::string hash_of_token(std::string_view token) {
  Bytes hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(token.data()), token.size(),
                     nullptr, 0);
  return hexadecimal(hash);
}

}  // namespace rapport::surveys
