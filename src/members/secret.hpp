#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::members {

/// The installation's secret, made on first use and kept in the database, so that every process derives the same values
/// and a restart changes none. Thread-safe after construction.
class Secret {
 public:
  explicit Secret(store::Database& database);

  /// A value that only this installation can make: keyed BLAKE2b of purpose and text, 43 characters. Values of one
  /// purpose say nothing about those of another.
  std::string derive(std::string_view purpose, std::string_view text) const;

 private:
  std::array<unsigned char, 32> key_{};
};

/// What stands for a member in exported data: the same within one purpose ("survey 1x9k2f7q"), unrelated between
/// purposes, and of no use without the installation's secret. 16 characters.
std::string pseudonym(const Secret& secret, CommunityId community, MemberId member, std::string_view purpose);

}  // namespace rapport::members
