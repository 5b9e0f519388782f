#include "http/server_socket.hpp"

#include <strings.h>

#include <climits>

namespace rapport::http {
namespace {

constexpr std::size_t kMostChunks = 20'000;    // each costs RESTinio a note of where it was
constexpr std::size_t kSmallBody = 64 * 1024;  // not worth counting

}  // namespace

asio::execution_context::id ConnectionRules::id;

bool ConnectionRules::admit(const Address& address) {
  const std::lock_guard lock(mutex_);
  if (connections_ >= limits_.connections) return false;
  auto& held = by_address_[to_string(address)];
  const bool is_free = address.is_loopback() || limits_.unlimited.contain(address);
  if (!is_free && held >= limits_.connections_per_address) return false;
  ++held;
  ++connections_;
  return true;
}

void ConnectionRules::release(const Address& address) {
  const std::lock_guard lock(mutex_);
  const auto held = by_address_.find(to_string(address));
  if (--held->second == 0) by_address_.erase(held);
  --connections_;
}

ConnectionWatch::ConnectionWatch(ConnectionRules& rules, const Address& peer)
    : rules_(rules), peer_(peer), admitted_(rules.admit(peer)) {
  http_parser_init(&parser_, HTTP_REQUEST);
  parser_.data = this;
}

ConnectionWatch::~ConnectionWatch() {
  if (body_bytes_ > kSmallBody) rules_.release_body(body_bytes_);
  if (admitted_) rules_.release(peer_);
}

const http_parser_settings& ConnectionWatch::callbacks() {
  static const http_parser_settings settings = [] {
    http_parser_settings made;
    http_parser_settings_init(&made);
    made.on_message_begin = [](http_parser* p) { return static_cast<ConnectionWatch*>(p->data)->begin(); };
    made.on_header_field = [](http_parser* p, const char* name, std::size_t size) {
      return static_cast<ConnectionWatch*>(p->data)->header_field({name, size});
    };
    made.on_headers_complete = [](http_parser* p) {
      return static_cast<ConnectionWatch*>(p->data)->headers_complete();
    };
    made.on_body = [](http_parser* p, const char*, std::size_t size) {
      return static_cast<ConnectionWatch*>(p->data)->body(size);
    };
    made.on_chunk_header = [](http_parser* p) { return static_cast<ConnectionWatch*>(p->data)->chunk(); };
    made.on_message_complete = [](http_parser* p) { return static_cast<ConnectionWatch*>(p->data)->complete(); };
    return made;
  }();
  return settings;
}

int ConnectionWatch::inspect(const char* data, std::size_t size) {
  if (upgraded_) return 0;  // answered and closed after this request, whatever follows
  http_parser_execute(&parser_, &callbacks(), data, size);
  if (refused_ != 0) return refused_;
  if (parser_.upgrade) {
    upgraded_ = true;
    return 0;
  }
  switch (HTTP_PARSER_ERRNO(&parser_)) {
    case HPE_OK:
      break;
    case HPE_CLOSED_CONNECTION:
      return 0;  // more bytes after "Connection: close": RESTinio closes by itself
    case HPE_HEADER_OVERFLOW:
      return 431;
    default:
      return 400;
  }
  return waiting_ == Waiting::for_header && parser_.nread > rules_.limits().header_bytes ? 431 : 0;
}

int ConnectionWatch::refuse(int status) {
  refused_ = status;
  return -1;
}

int ConnectionWatch::begin() {
  waiting_ = Waiting::for_header;
  expects_ = false;
  return 0;
}

int ConnectionWatch::header_field(std::string_view name) {
  constexpr std::string_view expect = "expect";  // HTTP knows one expectation only
  if (name.size() == expect.size() && strncasecmp(name.data(), expect.data(), name.size()) == 0) expects_ = true;
  return 0;
}

int ConnectionWatch::headers_complete() {
  const bool is_sized = parser_.content_length != ULLONG_MAX;
  if (is_sized && parser_.content_length > rules_.limits().body_bytes) return refuse(413);
  waiting_ = Waiting::for_body;
  return 0;
}

int ConnectionWatch::body(std::size_t bytes) {
  const auto before = body_bytes_;
  body_bytes_ += bytes;
  if (body_bytes_ > rules_.limits().body_bytes) refused_ = 413;
  if (body_bytes_ > kSmallBody && !rules_.hold_body(before > kSmallBody ? bytes : body_bytes_)) refused_ = 503;
  return refused_ == 0 ? 0 : -1;
}

int ConnectionWatch::chunk() {
  return ++chunks_ > kMostChunks ? refuse(413) : 0;
}

int ConnectionWatch::complete() {
  if (body_bytes_ > kSmallBody) rules_.release_body(body_bytes_);
  body_bytes_ = 0;
  chunks_ = 0;
  waiting_ = Waiting::for_nothing;
  return 0;
}

}  // namespace rapport::http
