#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/address.hpp"
#include "http/request.hpp"

namespace rapport::http {

/// A request as it came over the wire, before anything about it is believed.
struct Incoming {
  Method method = Method::get;
  std::string_view target;  // "/community/riding.json?page=2"
  Pairs headers;            // names in lower case
  std::string body;
  std::string peer;  // who holds the other end of the connection
};

/// Decodes target, cookies and address. What a proxy adds (X-Forwarded-For, -Proto, -Host) is read only when the peer
/// is one of the trusted proxies and removed otherwise, so that no handler can be misled by it; "Forwarded: by=unknown"
/// then tells that there was something. The body stays as it is: read_form parses it once the route's limit is known.
/// @throws BadRequest if the target cannot be decoded
Request read_request(Incoming incoming, const Networks& trusted_proxies);

/// Moves an urlencoded or multipart body into form and files. Does nothing for other content types.
/// @throws BadRequest, PayloadTooLarge
void read_form(Request& request);

}  // namespace rapport::http
