#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace rapport::http {

class Metrics;
class Pipeline;

/// Speaks HTTP/1.1 over sockets for a pipeline. Each request is handled from start to end on one of the worker threads;
/// waiting for clients costs no thread.
class Server {
 public:
  struct Settings {
    std::string listen = "127.0.0.1:8080";          // "[::1]:8080", "0.0.0.0:80"; port 0 takes a free one
    unsigned threads = 0;                           // 0: twice the cores, at least 4
    std::vector<std::string> trusted_proxies = {};  // addresses and networks whose X-Forwarded-* is believed
    bool handle_signals = false;                    // SIGTERM and SIGINT stop the server, from its making on

    std::size_t header_bytes = 32 * 1024;              // request line and headers; 8 kB more are sure to be 431
    std::size_t body_bytes = 16 * 1024 * 1024;         // any route's limit lies below; more is 413
    std::size_t all_bodies_bytes = 256 * 1024 * 1024;  // of all bodies that are arriving; more is 503
    std::size_t connections = 1000;                    // more are answered 503 with Retry-After
    std::size_t connections_per_address = 200;         // likewise; loopback and trusted proxies excepted
    std::size_t streams = 500;                         // of server-sent events
    std::size_t streams_per_address = 20;              // loopback excepted
    std::size_t stream_backlog_bytes = 256 * 1024;     // a client further behind is dropped

    std::chrono::milliseconds header_time{10'000};     // for a request's headers, from its first byte; later is 408
    std::chrono::milliseconds body_time{60'000};       // for its body; later is 408
    std::chrono::milliseconds idle_time{75'000};       // between requests; counts for a whole request, so the longest
    std::chrono::milliseconds write_time{60'000};      // for the client to take an answer
    std::chrono::milliseconds heartbeat_time{15'000};  // between signs of life on a stream
    std::chrono::milliseconds stop_time{10'000};       // for running requests to finish after stop()
  };

  /// Opens the port. @throws BadInput if listen is malformed, a proxy entry is, or the port cannot be had
  /// @param metrics  told how many streams are open; may be null
  Server(Pipeline& pipeline, Settings settings, Metrics* metrics = nullptr);
  ~Server();

  /// Where it listens, with the port it got: "127.0.0.1:43210".
  std::string address() const;

  /// Serves until stop(). Afterwards running requests are finished, within stop_time, and streams closed.
  void run();
  /// From any thread, any number of times; also before run.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::http
