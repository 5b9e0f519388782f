#pragma once

#include "http/request.hpp"
#include "http/response.hpp"

namespace rapport::http {

/// Gives a 200 answer to a GET a weak ETag made of its body, unless it has one or forbids keeping (no-store), and
/// turns it into 304 without a body if the client holds that very body (If-None-Match).
void answer_conditional(const Request& request, Response& response);

/// The value of a header of the response, or null. Names compare without case.
const std::string* find_header(const Response& response, std::string_view name);

}  // namespace rapport::http
