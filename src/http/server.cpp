#include "http/server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <restinio/all.hpp>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "base/errors.hpp"
#include "http/address.hpp"
#include "http/errors.hpp"
#include "http/incoming.hpp"
#include "http/metrics.hpp"
#include "http/pipeline.hpp"
#include "http/server_socket.hpp"
#include "http/server_stream.hpp"
#include "http/server_wire.hpp"

namespace rapport::http {
namespace {

constexpr int kBusyRetry_s = 10;
constexpr std::size_t kTurnedAway = 200;               // connections too many that are being told so
constexpr auto kStreamsEnd = std::chrono::seconds(1);  // for readers of streams to take the last piece

std::string lower_case(const std::string& name) {
  std::string lower(name);
  for (auto& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

Incoming incoming_of(const restinio::request_t& wire) {
  Incoming incoming;
  const auto& header = wire.header();
  incoming.method = header.method() == restinio::http_method_post() ? Method::post : Method::get;
  incoming.target = header.request_target();
  header.for_each_field(
      [&](const auto& field) { incoming.headers.emplace_back(lower_case(field.name()), field.value()); });
  incoming.body = wire.body();
  incoming.peer = wire.remote_endpoint().address().to_string();
  return incoming;
}

bool is_head(const restinio::request_t& wire) {
  return wire.header().method() == restinio::http_method_head();
}

template <class Builder>
void append_headers(Builder& builder, Response& response) {
  builder.append_header("Date", date_header());
  for (auto& [name, value] : response.headers) builder.append_header(std::move(name), std::move(value));
}

restinio::http_status_line_t status_line(int status) {
  return {restinio::http_status_code_t{static_cast<std::uint16_t>(status)}, std::string(reason_of(status))};
}

}  // namespace

struct Server::Impl {
  class Handler {
   public:
    explicit Handler(Impl& serving) : server_(&serving) {}
    restinio::request_handling_status_t operator()(const restinio::request_handle_t& request) const {
      return server_->handle(request);
    }

   private:
    Impl* server_;
  };
  struct Traits : restinio::traits_t<restinio::asio_timer_manager_t, restinio::null_logger_t, Handler,
                                     restinio::default_strand_t, WatchedSocket> {
    static constexpr bool use_connection_count_limiter = true;
  };
  using Wire = restinio::http_server_t<Traits>;

  Pipeline& pipeline;
  const Settings settings;
  Metrics* metrics;
  const Networks trusted_proxies{settings.trusted_proxies};
  const unsigned threads = settings.threads ? settings.threads : std::max(4U, 2 * std::thread::hardware_concurrency());
  std::string address;
  std::atomic<int> in_flight{0};
  std::atomic<bool> stopping{false};

  struct Context : asio::io_context {
    using asio::io_context::io_context;
    void end() { shutdown(); }
  };
  Context context{static_cast<int>(threads)};
  asio::strand<asio::io_context::executor_type> control{context.get_executor()};  // what follows is for one at a time
  asio::signal_set signals{control};
  asio::steady_timer heartbeat_timer{control};
  asio::steady_timer stop_timer{control};
  ServerStreams streams{settings.streams, settings.streams_per_address};
  std::unique_ptr<Wire> wire;

  Impl(Pipeline& handled_by, Settings all_settings, Metrics* counted_by)
      : pipeline(handled_by), settings(std::move(all_settings)), metrics(counted_by) {
    listen();
    if (settings.handle_signals) await_signals();
  }
  ~Impl() { end(); }

  void listen();
  void run();
  void end();
  void await_signals();
  void begin_stop();
  std::string refusal(int status, const std::string& client);
  void wait_for_running(std::chrono::steady_clock::time_point deadline);
  void beat();
  restinio::request_handling_status_t handle(const restinio::request_handle_t& wire);
  restinio::request_handling_status_t stream(const restinio::request_handle_t& wire, const std::string& client,
                                             Response response);
  restinio::request_handling_status_t answer(const restinio::request_handle_t& wire, Response response);
};

void Server::Impl::listen() {
  const auto endpoint = read_endpoint(settings.listen);
  const auto connections = allow_connections(settings.connections);
  asio::use_service<ConnectionRules>(context).set(
      {.header_bytes = settings.header_bytes,
       .body_bytes = settings.body_bytes,
       .connections = connections,
       .connections_per_address = settings.connections_per_address,
       .all_bodies_bytes = settings.all_bodies_bytes,
       .header_time = settings.header_time,
       .body_time = settings.body_time,
       .unlimited = trusted_proxies},
      [this](int status, const std::string& client) { return refusal(status, client); });
  wire = std::make_unique<Wire>(restinio::external_io_context(context), [&](auto& options) {
    options.address(endpoint.host)
        .port(endpoint.port)
        .protocol(endpoint.host.find(':') == std::string::npos ? asio::ip::tcp::v4() : asio::ip::tcp::v6())
        .request_handler(std::make_unique<Handler>(*this))
        .max_pipelined_requests(2)  // with 1, RESTinio 0.6.16 starts reading twice and trips over the second request
        .concurrent_accepts_count(2)
        .max_parallel_connections(connections + kTurnedAway)
        .separate_accept_and_create_connect(true)
        .read_next_http_message_timelimit(std::max(settings.idle_time, settings.header_time + settings.body_time))
        .buffer_size(8 * 1024)
        .write_http_response_timelimit(settings.write_time)
        .handle_request_timeout(3 * settings.heartbeat_time + settings.write_time)
        .incoming_http_msg_limits(restinio::incoming_http_msg_limits_t{}.max_body_size(settings.body_bytes + (1 << 20)))
        .acceptor_options_setter(
            [](auto& acceptor) { acceptor.set_option(asio::ip::tcp::acceptor::reuse_address(true)); })
        .socket_options_setter([](auto& socket) { socket.set_option(asio::ip::tcp::no_delay(true)); })
        .acceptor_post_bind_hook([this](asio::ip::tcp::acceptor& acceptor) {
          const auto bound = acceptor.local_endpoint();
          const auto host = bound.address().to_string();
          address = (bound.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(bound.port());
        });
  });
  try {
    wire->open_sync();
  } catch (const std::system_error& error) {
    throw BadInput("Cannot listen on " + settings.listen + ": " + error.code().message() + ".");
  }
}

/// A whole answer for a connection that ends with it.
std::string Server::Impl::refusal(int status, const std::string& client) {
  Request refused;
  refused.address = client;
  return last_answer(pipeline.refuse(std::move(refused), status, status == 503 ? kBusyRetry_s : 0));
}

restinio::request_handling_status_t Server::Impl::handle(const restinio::request_handle_t& request) {
  Request read;
  Response response;
  const auto method = request->header().method();
  const bool is_known =
      method == restinio::http_method_get() || method == restinio::http_method_post() || is_head(*request);
  in_flight.fetch_add(1);
  try {
    read = read_request(incoming_of(*request), trusted_proxies);
  } catch (const BadRequest&) {
    read.address = request->remote_endpoint().address().to_string();
    return answer(request, pipeline.refuse(std::move(read), 400));
  }
  if (!is_known) return answer(request, pipeline.refuse(std::move(read), 405));
  const auto client = read.address;
  response = pipeline.handle(std::move(read));
  return response.on_stream && !is_head(*request) ? stream(request, client, std::move(response))
                                                  : answer(request, std::move(response));
}

restinio::request_handling_status_t Server::Impl::answer(const restinio::request_handle_t& request, Response response) {
  const auto finished = [this](const auto&) { in_flight.fetch_sub(1); };
  const bool is_bodiless = is_head(*request) || response.status == 304;
  if (is_bodiless) {
    auto builder = request->create_response<restinio::user_controlled_output_t>(status_line(response.status));
    append_headers(builder, response);
    builder.set_content_length(response.body.size());
    if (stopping) builder.connection_close();
    return builder.done(finished);
  }
  auto builder = request->create_response(status_line(response.status));
  append_headers(builder, response);
  builder.set_body(std::move(response.body));
  if (stopping) builder.connection_close();
  return builder.done(finished);
}

restinio::request_handling_status_t Server::Impl::stream(const restinio::request_handle_t& request,
                                                         const std::string& client, Response response) {
  if (stopping || !streams.reserve(client)) {
    Request refused;
    refused.address = client;
    return answer(request, pipeline.refuse(std::move(refused), 503, kBusyRetry_s));
  }
  auto builder = request->create_response<restinio::chunked_output_t>(status_line(200));
  append_headers(builder, response);
  builder.connection_close();
  builder.append_header("X-Accel-Buffering", "no");  // nginx would keep events until it has a page of them
  const auto stream = std::make_shared<ServerStream>(std::move(builder), settings.stream_backlog_bytes);
  streams.add(client, stream);
  in_flight.fetch_sub(1);
  stream->open();
  try {
    response.on_stream(stream);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "A stream could not be handed over: {}\n", fault.what());
    stream->close();
  }
  return restinio::request_accepted();
}

void Server::Impl::beat() {
  if (stopping) return;
  heartbeat_timer.expires_after(settings.heartbeat_time);
  heartbeat_timer.async_wait([this](const auto& error) {
    if (error) return;
    const auto open = streams.heartbeat();
    if (metrics) metrics->streams_open(static_cast<std::int64_t>(open));
    beat();
  });
}

void Server::Impl::run() {
  asio::post(control, [this] { beat(); });
  std::vector<std::thread> workers;
  for (unsigned i = 1; i < threads; ++i) workers.emplace_back([this] { context.run(); });
  context.run();
  for (auto& worker : workers) worker.join();
  end();
}

/// From the moment that the port is open: a signal that comes before run() ends run() at once.
void Server::Impl::await_signals() {
  signals.add(SIGTERM);
  signals.add(SIGINT);
  signals.async_wait([this](const auto& error, int) {
    if (!error) begin_stop();
  });
}

/// Closes whatever is still open. Connections must be gone before the acceptor, to which they report their end.
void Server::Impl::end() {
  streams.abandon_all();
  context.end();
}

void Server::Impl::begin_stop() {
  if (stopping.exchange(true)) return;
  asio::post(control, [this] {
    wire->close_async([] {}, [](const auto&) {});
    heartbeat_timer.cancel();
    signals.cancel();
    streams.close_all();
    wait_for_running(std::chrono::steady_clock::now() + settings.stop_time);
  });
}

/// Looks every few milliseconds: stopping happens once, and counting each request's end another way costs every
/// request.
void Server::Impl::wait_for_running(std::chrono::steady_clock::time_point deadline) {
  const auto now = std::chrono::steady_clock::now();
  const bool done = in_flight == 0 && (streams.have_ended() || now >= deadline - settings.stop_time + kStreamsEnd);
  if (done || now >= deadline) return context.stop();
  stop_timer.expires_after(std::chrono::milliseconds(10));
  stop_timer.async_wait([this, deadline](const auto&) { wait_for_running(deadline); });
}

Server::Server(Pipeline& pipeline, Settings settings, Metrics* metrics)
    : impl_(std::make_unique<Impl>(pipeline, std::move(settings), metrics)) {}
Server::~Server() = default;
std::string Server::address() const {
  return impl_->address;
}
void Server::run() {
  impl_->run();
}
void Server::stop() {
  impl_->begin_stop();
}

}  // namespace rapport::http
