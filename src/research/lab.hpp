#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "http/messages.hpp"
#include "research/answer_sets/answer_sets.hpp"
#include "store/database.hpp"

namespace rapport::research {

/// What the laboratory's pages work with.
struct Lab {
  store::Database& database;
  const Clock& clock;
  IdSource& ids;
  AnswerSets answers;
  const http::Messages& messages;
};

}  // namespace rapport::research
