#include "http/access_log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <iterator>

#include "base/clock.hpp"
#include "base/errors.hpp"

namespace rapport::http {
namespace {

constexpr std::size_t kMostWaiting = 4 << 20;
constexpr std::size_t kWriteAt = 64 << 10;
constexpr auto kWriteEvery = std::chrono::milliseconds(250);

void append_quoted(fmt::memory_buffer& line, std::string_view text) {
  line.push_back('"');
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      line.push_back('\\');
      line.push_back(c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(line), "\\u{:04x}", c);
    } else {
      line.push_back(c);
    }
  }
  line.push_back('"');
}

void append_member(fmt::memory_buffer& line, std::string_view name, std::string_view value) {
  fmt::format_to(std::back_inserter(line), ",\"{}\":", name);
  append_quoted(line, value);
}

void write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(file, text.data(), text.size());
    if (written <= 0) return;  // a full disk or closed pipe: there is nowhere to say so
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

std::string loggable_path(const Request& request) {
  auto path = request.path;
  for (const auto& [name, value] : request.params) {
    if ((name != "token" && name != "key" && name != "code") || value.empty()) continue;
    if (const auto position = path.find(value); position != std::string::npos)
      path.replace(position, value.size(), "…");
  }
  return path;
}

AccessLog::AccessLog(const std::string& path)
    : file_(path == "-" ? ::dup(STDOUT_FILENO)
                        : ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640)) {
  if (file_ < 0) throw BadInput("The access log " + path + " cannot be opened for writing.");
  writer_ = std::thread([this] { write_until_closed(); });
}

AccessLog::~AccessLog() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  writer_.join();
  ::close(file_);
}

void AccessLog::request(const Request& request, int status, std::size_t bytes, std::int64_t duration_us,
                        std::int64_t now_ms) {
  fmt::memory_buffer line;
  auto out = std::back_inserter(line);
  fmt::format_to(out, "{{\"time\":\"{}\",\"request\":\"{}\",\"method\":\"{}\"", iso_time(now_ms), request.id,
                 request.method == Method::get ? "GET" : "POST");
  append_member(line, "path", loggable_path(request));
  append_member(line, "route", request.route);
  fmt::format_to(out, ",\"status\":{},\"bytes\":{},\"duration_us\":{}", status, bytes, duration_us);
  append_member(line, "address", request.address);
  if (request.reader.member) fmt::format_to(out, ",\"member\":\"{}\"", to_base32(*request.reader.member));
  fmt::format_to(out, "}}\n");
  append({line.data(), line.size()});
}

void AccessLog::fault(const Request& request, std::string_view what, std::int64_t now_ms) {
  fmt::memory_buffer line;
  fmt::format_to(std::back_inserter(line), "{{\"time\":\"{}\",\"request\":\"{}\"", iso_time(now_ms), request.id);
  append_member(line, "route", request.route);
  append_member(line, "fault", what);
  fmt::format_to(std::back_inserter(line), "}}\n");
  append({line.data(), line.size()});
}

void AccessLog::flush() {
  std::unique_lock lock(mutex_);
  hurry_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return waiting_.empty() && !writing_; });
}

void AccessLog::append(std::string_view line) {
  const std::lock_guard lock(mutex_);
  if (waiting_.size() + line.size() > kMostWaiting) {
    ++dropped_;
    return;
  }
  if (dropped_ > 0) {
    waiting_ += fmt::format("{{\"dropped_lines\":{}}}\n", dropped_);
    dropped_ = 0;
  }
  const bool was_small = waiting_.size() < kWriteAt;
  waiting_ += line;
  if (was_small && waiting_.size() >= kWriteAt) changed_.notify_all();
}

void AccessLog::write_until_closed() {
  std::unique_lock lock(mutex_);
  std::string text;
  while (!closing_ || !waiting_.empty()) {
    changed_.wait_for(lock, kWriteEvery, [this] { return closing_ || hurry_ || waiting_.size() >= kWriteAt; });
    hurry_ = false;
    text.swap(waiting_);
    writing_ = true;
    lock.unlock();
    write_all(file_, text);
    text.clear();
    lock.lock();
    writing_ = false;
    changed_.notify_all();
  }
}

}  // namespace rapport::http
