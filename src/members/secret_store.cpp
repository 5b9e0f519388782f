#include <sodium.h>

#include <stdexcept>

#include "members/secret.hpp"
#include "members/token.hpp"
#include "store/query.hpp"

namespace rapport::members {
namespace {

constexpr const char* kFind = "SELECT value FROM server_secret WHERE name = 'members'";
constexpr const char* kMake =
    "INSERT INTO server_secret (name, value) VALUES ('members', :value) ON CONFLICT (name) DO NOTHING";

std::string stored_secret(store::Database& database) {
  if (auto found = store::one<std::string>(*database.session(), kFind)) return *found;
  store::Transaction change{database};
  store::execute(change, kMake, store::arg("value", random_token()));
  auto made = store::one<std::string>(change, kFind).value();  // another process may have been first
  change.commit();
  return made;
}

}  // namespace

Secret::Secret(store::Database& database) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium could not be started: no source of randomness.");
  const std::string stored = stored_secret(database);
  crypto_generichash(key_.data(), key_.size(), reinterpret_cast<const unsigned char*>(stored.data()), stored.size(),
                     nullptr, 0);
}

std::string Secret::derive(std::string_view purpose, std::string_view text) const {
  std::string input(purpose);
  input += '\0';  // no purpose contains it, so no two pairs look alike
  input += text;
  std::array<unsigned char, crypto_generichash_BYTES> code;
  crypto_generichash(code.data(), code.size(), reinterpret_cast<const unsigned char*>(input.data()), input.size(),
                     key_.data(), key_.size());
  std::array<char, 44> characters;
  sodium_bin2base64(characters.data(), characters.size(), code.data(), code.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return {characters.data(), 43};
}

std::string pseudonym(const Secret& secret, CommunityId community, MemberId member, std::string_view purpose) {
  std::string who = std::to_string(community.value);
  who.append(":").append(std::to_string(member.value)).append(":").append(purpose);
  return secret.derive("pseudonym", who).substr(0, 16);
}

}  // namespace rapport::members
