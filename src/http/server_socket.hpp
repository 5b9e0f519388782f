#pragma once

#include <http_parser.h>

#include <asio.hpp>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "http/address.hpp"

namespace rapport::http {

/// What every connection of one server is held to, and how many there are. RESTinio closes a connection without a word
/// when its own limits are passed; these lie below, and are answered. Thread-safe once set up.
class ConnectionRules : public asio::execution_context::service {
 public:
  using key_type = ConnectionRules;
  static asio::execution_context::id id;
  explicit ConnectionRules(asio::execution_context& context) : service(context) {}

  struct Limits {
    std::size_t header_bytes, body_bytes, connections, connections_per_address;
    std::size_t all_bodies_bytes;  // of all bodies that are still arriving
    std::chrono::milliseconds header_time, body_time;
    Networks unlimited;  // addresses that may hold any number of connections: proxies
  };
  /// @param refusal  the whole answer to a client at this address, as bytes, for a status such as 413
  void set(Limits limits, std::function<std::string(int status, const std::string& address)> refusal) {
    limits_ = std::move(limits);
    refusal_ = std::move(refusal);
  }

  const Limits& limits() const { return limits_; }
  std::string refusal(int status, const std::string& address) const { return refusal_(status, address); }

  /// Counts a connection. @return  false if it is one too many: then it is not counted
  bool admit(const Address& address);
  void release(const Address& address);
  /// Bytes of bodies that are arriving. @return  false if all together they are too many
  bool hold_body(std::size_t bytes) { return bodies_bytes_.fetch_add(bytes) + bytes <= limits_.all_bodies_bytes; }
  void release_body(std::size_t bytes) { bodies_bytes_.fetch_sub(bytes); }

 private:
  void shutdown() noexcept override {}

  Limits limits_{};
  std::function<std::string(int, const std::string&)> refusal_;
  std::mutex mutex_;
  std::size_t connections_ = 0;
  std::unordered_map<std::string, std::size_t> by_address_;
  std::atomic<std::size_t> bodies_bytes_{0};
};

/// Follows what one client sends, beside RESTinio's own parser, and notices what must not go on. Used by one strand.
class ConnectionWatch {
 public:
  ConnectionWatch(ConnectionRules& rules, const Address& peer);
  ~ConnectionWatch();
  ConnectionWatch(const ConnectionWatch&) = delete;
  ConnectionWatch& operator=(const ConnectionWatch&) = delete;

  /// @return  0 if these bytes may be handled, or the status to refuse them with
  int inspect(const char* data, std::size_t size);
  /// Whether the client waits for "100 Continue" before it sends the body. True once per request.
  bool take_expectation() { return std::exchange(expects_, false) && waiting_ == Waiting::for_body; }
  /// Whether this connection is one too many.
  bool is_surplus() const { return !admitted_; }
  enum class Waiting { for_nothing, for_header, for_body };
  Waiting waiting() const { return waiting_; }
  ConnectionRules& rules() const { return rules_; }
  const Address& peer() const { return peer_; }

 private:
  static const http_parser_settings& callbacks();
  int begin();
  int header_field(std::string_view name);
  int headers_complete();
  int body(std::size_t bytes);
  int chunk();
  int complete();
  int refuse(int status);

  ConnectionRules& rules_;
  const Address peer_;
  const bool admitted_;
  http_parser parser_;
  Waiting waiting_ = Waiting::for_nothing;
  std::size_t body_bytes_ = 0;
  std::size_t chunks_ = 0;
  int refused_ = 0;
  bool upgraded_ = false;
  bool expects_ = false;
};

/// A socket for RESTinio whose reads are watched: what breaks a rule never reaches RESTinio. Instead the client gets
/// its answer (413, 431, 408, 503, 400), is given a moment to read it, and RESTinio sees the connection end.
class WatchedSocket : public asio::ip::tcp::socket {
 public:
  using Socket = asio::ip::tcp::socket;
  explicit WatchedSocket(asio::io_context& context)
      : Socket(context), rules_(&asio::use_service<ConnectionRules>(context)) {}
  WatchedSocket(WatchedSocket&&) = default;
  WatchedSocket& operator=(WatchedSocket&&) = default;

  template <class Handler>
  void async_read_some(const asio::mutable_buffer& buffer, Handler handler) {
    if (!reader_) reader_ = std::make_shared<Reader<Handler>>(*this, *rules_);
    // RESTinio reads with one handler type only, so the reader made by the first read fits all others.
    static_cast<Reader<Handler>&>(*reader_).read(buffer, std::move(handler));
  }

 private:
  struct AnyReader {
    virtual ~AnyReader() = default;
  };

  template <class Handler>
  class Reader final : public AnyReader, public std::enable_shared_from_this<Reader<Handler>> {
   public:
    Reader(Socket& socket, ConnectionRules& rules)
        : socket_(socket), watch_(rules, peer_of(socket)), timer_(socket.get_executor()) {}

    void read(const asio::mutable_buffer& buffer, Handler handler) {
      if (watch_.is_surplus()) return refuse(503, std::move(handler));
      reading_ = true;
      const auto strand = asio::get_associated_executor(handler);
      socket_.async_read_some(buffer,
                              asio::bind_executor(strand, [this, buffer, handler = std::move(handler)](
                                                              const asio::error_code& error, std::size_t size) mutable {
                                reading_ = false;
                                after_read(static_cast<const char*>(buffer.data()), error, size, std::move(handler));
                              }));
    }

   private:
    static Address peer_of(const Socket& socket) {
      asio::error_code gone;
      const auto endpoint = socket.remote_endpoint(gone);
      return parse_address(gone ? std::string() : endpoint.address().to_string()).value_or(Address{});
    }

    void after_read(const char* data, const asio::error_code& error, std::size_t size, Handler handler) {
      if (late_) return refuse(408, std::move(handler));
      if (error) return handler(error, size);
      if (const int status = watch_.inspect(data, size); status != 0) return refuse(status, std::move(handler));
      set_deadline(handler);
      if (watch_.take_expectation()) return encourage(size, std::move(handler));
      handler(error, size);
    }

    /// RESTinio knows nothing of "Expect: 100-continue", and clients such as curl would wait a second for it.
    void encourage(std::size_t size, Handler handler) {
      constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      const auto strand = asio::get_associated_executor(handler);
      asio::async_write(socket_, asio::buffer(go_on.data(), go_on.size()),
                        asio::bind_executor(
                            strand, [size, handler = std::move(handler)](
                                        const asio::error_code& error, std::size_t) mutable { handler(error, size); }));
    }

    /// Only what does not arrive at once gets a deadline, so that most requests never touch the timer.
    void set_deadline(const Handler& handler) {
      const auto waiting = watch_.waiting();
      if (waiting == deadline_for_) return;
      deadline_for_ = waiting;
      if (waiting == ConnectionWatch::Waiting::for_nothing) {
        timer_.cancel();
        return;
      }
      const auto& limits = watch_.rules().limits();
      const bool for_header = waiting == ConnectionWatch::Waiting::for_header;
      start_timer(handler, for_header ? limits.header_time : limits.body_time, [](Reader& reader) {
        if (reader.deadline_for_ == ConnectionWatch::Waiting::for_nothing) return;
        reader.late_ = true;
        if (reader.reading_) reader.cancel();
      });
    }

    template <class Then>
    void start_timer(const Handler& handler, std::chrono::milliseconds time, Then then) {
      timer_.expires_after(time);
      timer_.async_wait(asio::bind_executor(asio::get_associated_executor(handler),
                                            [weak = this->weak_from_this(), then](const asio::error_code& error) {
                                              if (error) return;
                                              if (const auto reader = weak.lock()) then(*reader);
                                            }));
    }

    void cancel() {
      asio::error_code ignored;
      std::ignore = socket_.cancel(ignored);
    }

    void refuse(int status, Handler handler) {
      const auto strand = asio::get_associated_executor(handler);
      start_timer(handler, std::chrono::seconds(2), [](Reader& reader) { reader.cancel(); });
      answer_ = watch_.rules().refusal(status, to_string(watch_.peer()));
      asio::async_write(socket_, asio::buffer(answer_),
                        asio::bind_executor(strand, [this, handler = std::move(handler)](const asio::error_code& error,
                                                                                         std::size_t) mutable {
                          asio::error_code ignored;
                          std::ignore = socket_.shutdown(Socket::shutdown_send, ignored);
                          drain(error, std::move(handler));
                        }));
    }

    /// Closing with bytes unread would reset the connection, and the client might never see the answer.
    void drain(const asio::error_code& error, Handler handler) {
      if (error) return handler(asio::error::make_error_code(asio::error::connection_aborted), 0);
      answer_.resize(16 * 1024);
      const auto strand = asio::get_associated_executor(handler);
      socket_.async_read_some(asio::buffer(answer_),
                              asio::bind_executor(strand, [this, handler = std::move(handler)](
                                                              const asio::error_code& end, std::size_t) mutable {
                                drain(end, std::move(handler));
                              }));
    }

    Socket& socket_;  // the reads under way own the connection, which owns both
    ConnectionWatch watch_;
    asio::steady_timer timer_;
    ConnectionWatch::Waiting deadline_for_ = ConnectionWatch::Waiting::for_nothing;
    bool reading_ = false;
    bool late_ = false;
    std::string answer_;
  };

  ConnectionRules* rules_;
  std::shared_ptr<AnyReader> reader_;  // made by the first read, when the socket has come to rest
};

}  // namespace rapport::http
