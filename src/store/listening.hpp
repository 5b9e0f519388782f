#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "store/database.hpp"

namespace rapport::store {

/// The listeners of one process; with PostgreSQL also the thread that waits for NOTIFY from any process.
struct Database::Listening {
  explicit Listening(const Address& of) : address(of) {}
  ~Listening();

  void call(std::string_view channel, std::string_view payload);
  void start_thread();  // PostgreSQL only, with the first listener

  const Address address;
  std::mutex mutex;
  std::map<int, Listener> listeners;
  int next_key = 0;
  std::thread thread;
  std::atomic<bool> stopping{false};
};

}  // namespace rapport::store
