#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "display/context.hpp"
#include "http/value.hpp"
#include "spine/event.hpp"
#include "store/database.hpp"

namespace rapport::display {

/// Who changes something, and when: what every write needs besides its content.
struct Change {
  CommunityId community;
  std::optional<MemberId> actor;  // empty for a visitor, or when nobody in particular did it
  std::int64_t at_ms = 0;
};

/// What an engagement event says beyond who and when.
struct Happening {
  std::string kind;  // "product.published"
  std::int64_t subject = 0;
  std::string title;
  std::string path;
  std::optional<spine::Valence> valence = {};
};

/// Appends an engagement event with details {"title", "path"}; last in its transaction.
void append_event(store::Transaction& transaction, IdSource& ids, const Change& change, const Happening& happening);

}  // namespace rapport::display
