#include "http/server_stream.hpp"

#include <algorithm>

#include "http/address.hpp"

namespace rapport::http {
namespace {

/// To a browser all three kinds of line end are one; text that holds any must not become a field of its own.
constexpr std::string_view kLineEnds = "\r\n";

std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find_first_of(kLineEnds));
}

/// A field of an event; a value of several lines is several fields.
void append_field(std::string& text, std::string_view name, std::string_view value) {
  while (true) {
    const auto line = first_line(value);
    text += name;
    text += ": ";
    text += line;
    text += '\n';
    value.remove_prefix(line.size());
    if (value.empty()) return;
    value.remove_prefix(value.starts_with(kLineEnds) ? 2 : 1);
  }
}

}  // namespace

bool ServerStream::send(std::string_view event, std::string_view id, std::string_view data) {
  std::string text;
  if (!id.empty()) append_field(text, "id", first_line(id));
  if (!event.empty()) append_field(text, "event", first_line(event));
  append_field(text, "data", data);
  text += '\n';
  return enqueue(text);
}

bool ServerStream::is_open() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

void ServerStream::open() {
  enqueue(": welcome\n\n");
}

void ServerStream::heartbeat() {
  enqueue(": still here\n\n");
}

bool ServerStream::enqueue(std::string_view text) {
  std::unique_lock lock(mutex_);
  if (!open_) return false;
  if (waiting_.size() + text.size() > backlog_) {
    open_ = false;  // the write under way fails or ends, and then the connection is let go
    waiting_.clear();
    return false;
  }
  waiting_ += text;
  if (!writing_) write_waiting(std::move(lock));
  return true;
}

/// Called with the lock held and nothing being written. RESTinio may answer at once and on this thread, so the lock is
/// released before.
void ServerStream::write_waiting(std::unique_lock<std::mutex> lock) {
  writing_ = true;
  ++sending_;
  std::string piece;
  piece.swap(waiting_);
  auto builder = builder_;  // stays whole even if the write fails at once and the stream lets go of it
  lock.unlock();
  builder->append_chunk(std::move(piece));
  builder->flush([self = shared_from_this()](const auto& error) { self->written(!error); });
  builder.reset();
  lock.lock();
  --sending_;
  lock.unlock();
  nobody_sends_.notify_all();
}

void ServerStream::written(bool well) {
  std::shared_ptr<Builder> last;  // ends without the lock, as in abandon()
  std::unique_lock lock(mutex_);
  writing_ = false;
  if (well && open_) {
    if (!waiting_.empty()) write_waiting(std::move(lock));
  } else if (well) {
    finish(std::move(lock));
  } else {
    open_ = false;
    ended_ = true;
    last.swap(builder_);
    lock.unlock();
  }
}

void ServerStream::close() {
  std::unique_lock lock(mutex_);
  open_ = false;
  if (!writing_) finish(std::move(lock));  // otherwise written() does
}

/// Called with the lock held and nothing being written.
void ServerStream::finish(std::unique_lock<std::mutex> lock) {
  const auto last = std::move(builder_);
  lock.unlock();
  if (!last) return;
  last->done([self = shared_from_this()](const auto&) {
    const std::lock_guard ending(self->mutex_);
    self->ended_ = true;
  });
}

bool ServerStream::has_ended() const {
  const std::lock_guard lock(mutex_);
  return ended_;
}

void ServerStream::abandon() {
  std::shared_ptr<Builder> last;  // ends without the lock: the connection it may be the last to hold calls written()
  std::unique_lock lock(mutex_);
  open_ = false;
  ended_ = true;
  last.swap(builder_);
  nobody_sends_.wait(lock, [this] { return sending_ == 0; });
}

bool ServerStreams::reserve(const std::string& address) {
  const auto parsed = parse_address(address);
  const bool is_local = parsed && parsed->is_loopback();
  const std::lock_guard lock(mutex_);
  std::erase_if(entries_, [](const Entry& entry) { return entry.stream && !entry.stream->is_open(); });
  const auto held =
      std::count_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.address == address; });
  if (entries_.size() >= most_) return false;
  if (!is_local && static_cast<std::size_t>(held) >= most_per_address_) return false;
  entries_.push_back({address, nullptr});
  return true;
}

void ServerStreams::add(const std::string& address, std::shared_ptr<ServerStream> stream) {
  const std::lock_guard lock(mutex_);
  const auto reserved = std::find_if(entries_.begin(), entries_.end(),
                                     [&](const Entry& entry) { return !entry.stream && entry.address == address; });
  reserved->stream = std::move(stream);  // reserve() came before
}

std::vector<std::shared_ptr<ServerStream>> ServerStreams::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<ServerStream>> streams;
  for (const auto& entry : entries_) {
    if (entry.stream) streams.push_back(entry.stream);
  }
  return streams;
}

std::size_t ServerStreams::heartbeat() {
  for (const auto& stream : all()) stream->heartbeat();
  const std::lock_guard lock(mutex_);
  std::erase_if(entries_, [](const Entry& entry) { return entry.stream && !entry.stream->is_open(); });
  return entries_.size();
}

void ServerStreams::close_all() {
  for (const auto& stream : all()) stream->close();
}

bool ServerStreams::have_ended() const {
  const auto streams = all();
  return std::all_of(streams.begin(), streams.end(), [](const auto& stream) { return stream->has_ended(); });
}

void ServerStreams::abandon_all() {
  for (const auto& stream : all()) stream->abandon();
}

}  // namespace rapport::http
