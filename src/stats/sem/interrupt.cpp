#include "stats/sem/interrupt.hpp"

#include <fmt/format.h>

#include "stats/sem/estimate.hpp"

namespace rapport::stats::sem {

struct Interrupt::State {
  double seconds = 0;
  std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
  std::function<bool()> stop = {};
};

Interrupt::Interrupt(double seconds, std::function<bool()> stop) {
  if (seconds > 0 || stop) state_ = std::make_shared<const State>(State{.seconds = seconds, .stop = std::move(stop)});
}

void Interrupt::ask() const {
  if (state_->stop && state_->stop()) throw Interrupted("stopped", "The run was stopped.");
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - state_->begin;
  if (state_->seconds > 0 && spent.count() > state_->seconds)
    throw Interrupted(
        "time_limit",
        fmt::format("The time limit of {:g} s was reached before the work was done. Allow more time (on the "
                    "command line: --time-limit), or ask for less: fewer draws, fewer items, a simpler model.",
                    state_->seconds));
}

}  // namespace rapport::stats::sem
