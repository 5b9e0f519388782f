#include "http/incoming.hpp"

#include <algorithm>
#include <utility>

#include "http/cookies.hpp"
#include "http/errors.hpp"
#include "http/multipart.hpp"
#include "http/urlencoded.hpp"

namespace rapport::http {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// JSON is for those who ask for it and not for pages as well: browsers name text/html, API clients do not.
bool prefers_json(std::string_view accept) {
  return accept.find("application/json") != std::string_view::npos &&
         accept.find("text/html") == std::string_view::npos;
}

/// The last address of the list that is not a proxy of ours: everything before it is hearsay.
std::string client_behind(std::string_view forwarded_for, const std::string& peer, const Networks& trusted) {
  std::string client = peer;
  while (!forwarded_for.empty()) {
    const auto comma = forwarded_for.rfind(',');
    const auto hop = trim(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1));
    const auto address = parse_address(hop);
    if (!address) break;
    client = to_string(*address);
    if (!trusted.contain(*address)) break;
    forwarded_for = comma == std::string_view::npos ? std::string_view{} : forwarded_for.substr(0, comma);
  }
  return client;
}

void believe_proxy(Request& request, const Networks& trusted) {
  request.address = client_behind(request.header("x-forwarded-for"), request.address, trusted);
  request.https = request.header("x-forwarded-proto") == "https";
  const std::string host(request.header("x-forwarded-host"));
  if (host.empty()) return;
  std::erase_if(request.headers, [](const auto& header) { return header.first == "host"; });
  request.headers.emplace_back("host", host);
}

void read_target(Request& request, std::string_view target) {
  const auto question = target.find('?');
  if (question != std::string_view::npos) {
    request.query_string = target.substr(question + 1);
    target = target.substr(0, question);
  }
  auto path = url_decode(target, false);
  if (!path || !path->starts_with('/')) throw BadRequest("The address of this page cannot be read.");
  constexpr std::string_view json = ".json";
  if (path->ends_with(json) && !path->starts_with("/assets/")) {
    path->resize(path->size() - json.size());
    request.wants_json = true;
  }
  request.path = std::move(*path);
  request.query = parse_urlencoded(request.query_string);
}

}  // namespace

Request read_request(Incoming incoming, const Networks& trusted_proxies) {
  Request request;
  request.method = incoming.method;
  request.headers = std::move(incoming.headers);
  request.body = std::move(incoming.body);
  const auto peer = parse_address(incoming.peer);
  request.address = peer ? to_string(*peer) : incoming.peer;  // ::ffff:192.0.2.1 is 192.0.2.1
  if (peer && trusted_proxies.contain(*peer)) {
    believe_proxy(request, trusted_proxies);
  } else {
    const auto removed =
        std::erase_if(request.headers, [](const auto& header) { return header.first.starts_with("x-forwarded-"); });
    if (removed > 0) request.headers.emplace_back("forwarded", "by=unknown");
  }
  request.wants_json = prefers_json(request.header("accept"));
  request.cookies = parse_cookies(request.header("cookie"));
  read_target(request, incoming.target);
  return request;
}

void read_form(Request& request) {
  if (request.body.empty()) return;
  const auto type = request.header("content-type");
  if (type.starts_with("application/x-www-form-urlencoded")) {
    request.form = parse_urlencoded(request.body);
  } else if (type.starts_with("multipart/form-data")) {
    auto parts = parse_multipart(type, request.body);
    request.form = std::move(parts.fields);
    request.files = std::move(parts.files);
  } else {
    return;
  }
  request.body = {};
}

}  // namespace rapport::http
