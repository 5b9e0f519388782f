#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace rapport {

/// A strong identifier: ids of different things do not mix. 53 bits, so exact in JSON and JavaScript.
template <class Tag>
struct Id {
  std::int64_t value = 0;
  friend auto operator<=>(const Id&, const Id&) = default;
};

using CommunityId = Id<struct CommunityTag>;
using MemberId = Id<struct MemberTag>;
using EventId = Id<struct EventTag>;

/// As it stands in addresses: Crockford base 32, lower case, no leading zeros ("1x9k2f7q").
std::string to_base32(std::int64_t id);
/// Reads what to_base32 wrote; also upper case, and i, l, o as people misread them. Empty if it is no id.
std::optional<std::int64_t> from_base32(std::string_view text);

template <class Tag>
std::string to_base32(Id<Tag> id) {
  return to_base32(id.value);
}

/// Makes ids: 41 bits of milliseconds since 2024-01-01 UTC, 5 of the process, 7 of a sequence within the millisecond.
/// Strictly increasing within one source, distinct between processes with distinct numbers. Thread-safe.
class IdSource {
 public:
  /// @param process  0–31, leased in the database so that no two running processes share it
  IdSource(const Clock& clock, int process);

  std::int64_t next();

  template <class Strong>
  Strong next() {
    return Strong{next()};
  }

 private:
  const Clock& clock_;
  int process_;
  std::atomic<std::int64_t> last_{0};  // milliseconds and sequence, without the process number
};

/// The moment an id was made, in milliseconds since 1970.
std::int64_t made_at_ms(std::int64_t id);

}  // namespace rapport

template <class Tag>
struct std::hash<rapport::Id<Tag>> {
  std::size_t operator()(const rapport::Id<Tag>& id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
