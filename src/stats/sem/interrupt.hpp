#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace rapport::stats::sem {

/// Ends a run before it is done: its time is up, or whoever waits for it no longer wants it. The long loops ask.
/// Thread-safe; copies share one clock.
class Interrupt {
 public:
  /// Never.
  Interrupt() = default;
  /// @param seconds  from now on; 0: no limit
  /// @param stop     asked from several threads, often; empty: nobody stops it
  Interrupt(double seconds, std::function<bool()> stop);

  /// @throws Interrupted (estimate.hpp) "time_limit" or "stopped"
  void check() const {
    if (state_) ask();
  }

 private:
  struct State;
  void ask() const;
  std::shared_ptr<const State> state_ = {};
};

}  // namespace rapport::stats::sem
