#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "http/request.hpp"

namespace rapport::http {

/// One line of JSON per request, and one per fault. Lines are collected and written by a thread of its own, so that a
/// slow disk or terminal costs no request time; if it cannot keep up, lines are dropped and counted, never waited for.
/// Never holds cookies, tokens, queries or form contents. Thread-safe.
class AccessLog {
 public:
  /// @param path  a file to append to; "-" is the standard output
  /// @throws BadInput if it cannot be opened
  explicit AccessLog(const std::string& path);
  ~AccessLog();  // writes what is left

  void request(const Request& request, int status, std::size_t bytes, std::int64_t duration_us, std::int64_t now_ms);
  /// Something is wrong on our side, found while answering this request.
  void fault(const Request& request, std::string_view what, std::int64_t now_ms);
  /// Returns once everything logged so far is written.
  void flush();

 private:
  void append(std::string_view line);
  void write_until_closed();

  int file_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string waiting_;
  std::int64_t dropped_ = 0;
  bool writing_ = false;
  bool hurry_ = false;
  bool closing_ = false;
  std::thread writer_;
};

/// The path as it may be logged: secrets that stand in it (a parameter called token, key or code) are left out.
std::string loggable_path(const Request& request);

}  // namespace rapport::http
