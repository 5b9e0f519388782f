#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/response.hpp"

namespace rapport::http {

struct Endpoint {
  std::string host;  // an IP address
  std::uint16_t port;
};
/// "127.0.0.1:8080", "[::1]:0", "localhost:8080". @throws BadInput
Endpoint read_endpoint(const std::string& listen);

/// "Not Found"
std::string_view reason_of(int status);

/// Now, as the Date header says it; made anew once a second.
const std::string& date_header();

/// The whole answer as it goes over the wire, for a connection that ends with it.
std::string last_answer(const Response& response);

/// Raises the limit of open files as far as allowed, since an accept() that fails for want of one is never repeated.
/// @return  how many connections there may be, at most `connections`
std::size_t allow_connections(std::size_t connections);

}  // namespace rapport::http
