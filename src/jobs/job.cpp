#include "jobs/job.hpp"

#include <algorithm>

namespace rapport::jobs {

std::string_view to_string(State state) {
  switch (state) {
    case State::queued:
      return "queued";
    case State::running:
      return "running";
    case State::done:
      return "done";
    case State::failed:
      return "failed";
  }
  return "";  // no other value exists
}

std::int64_t retry_after_ms(int attempts, double random) {
  constexpr std::int64_t kFirst = 2'000, kLongest = 15 * 60'000;
  const std::int64_t pause = std::min(kLongest, kFirst << std::clamp(attempts - 1, 0, 20));
  return pause - static_cast<std::int64_t>(static_cast<double>(pause) / 2 * random);
}

}  // namespace rapport::jobs
