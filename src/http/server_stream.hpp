#pragma once

#include <restinio/all.hpp>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/response.hpp"

namespace rapport::http {

/// One stream of server-sent events over one connection. What is sent while the client has not taken the last piece
/// waits here, up to a limit; a client further behind is dropped, and reconnects by itself.
class ServerStream final : public EventStream, public std::enable_shared_from_this<ServerStream> {
 public:
  using Builder = restinio::response_builder_t<restinio::chunked_output_t>;
  ServerStream(Builder builder, std::size_t backlog_bytes)
      : builder_(std::make_shared<Builder>(std::move(builder))), backlog_(backlog_bytes) {}

  bool send(std::string_view event, std::string_view id, std::string_view data) override;
  bool is_open() const override;

  /// Sends the response's header, so that the client knows it is connected.
  void open();
  /// A comment, which keeps proxies and timeouts from closing the connection and finds out if it is gone.
  void heartbeat();
  /// Ends the stream for the client.
  void close();
  /// Whether the last byte is sent, or never will be.
  bool has_ended() const;
  /// Lets go of the connection without another word, since its server ends; waits for threads that are just sending.
  void abandon();

 private:
  bool enqueue(std::string_view text);
  void write_waiting(std::unique_lock<std::mutex> lock);
  void written(bool well);
  void finish(std::unique_lock<std::mutex> lock);

  mutable std::mutex mutex_;
  std::shared_ptr<Builder> builder_;  // used only by whoever set writing_
  const std::size_t backlog_;
  std::string waiting_;
  bool writing_ = false;
  int sending_ = 0;  // threads within RESTinio on behalf of send()
  std::condition_variable nobody_sends_;
  bool open_ = true;
  bool ended_ = false;
};

/// The streams of one server: counts them, in total and by address, and keeps them alive. Thread-safe.
class ServerStreams {
 public:
  ServerStreams(std::size_t most, std::size_t most_per_address) : most_(most), most_per_address_(most_per_address) {}

  /// @return  whether another stream may be opened for this address; if so it counts already
  bool reserve(const std::string& address);
  /// Takes over a stream for which there is a reservation.
  void add(const std::string& address, std::shared_ptr<ServerStream> stream);
  /// Forgets those that ended, and sends the others a heartbeat. @return  how many are open
  std::size_t heartbeat();
  void close_all();
  bool have_ended() const;
  void abandon_all();

 private:
  struct Entry {
    std::string address;
    std::shared_ptr<ServerStream> stream;  // null while only reserved
  };
  std::vector<std::shared_ptr<ServerStream>> all() const;

  const std::size_t most_;
  const std::size_t most_per_address_;
  mutable std::mutex mutex_;
  std::vector<Entry> entries_;
};

}  // namespace rapport::http
