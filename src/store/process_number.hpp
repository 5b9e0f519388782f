#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/clock.hpp"
#include "store/database.hpp"

namespace rapport::store {

/// The number 0–31 that makes this process's ids differ from every other process's on the same database: leased,
/// renewed in the background, given back at the end. A dead process's number is given away last, after a minute.
class ProcessNumber {
 public:
  /// @throws Unavailable if all 32 are taken
  ProcessNumber(Database& database, const Clock& clock);
  ~ProcessNumber();

  int value() const { return number_; }

 private:
  void renew();

  Database& database_;
  const Clock& clock_;
  int number_ = -1;
  std::string holder_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread renewal_;
};

}  // namespace rapport::store
