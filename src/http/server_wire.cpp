#include "http/server_wire.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>

#include "base/clock.hpp"
#include "base/errors.hpp"
#include "http/address.hpp"

namespace rapport::http {
namespace {

constexpr std::size_t kOtherFiles = 256;  // databases, logs, and connections that are being turned away

}  // namespace

Endpoint read_endpoint(const std::string& listen) {
  const auto colon = listen.rfind(':');
  const auto digits = colon == std::string::npos ? std::string() : listen.substr(colon + 1);
  const bool is_number = !digits.empty() && digits.size() <= 5 &&
                         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  const int port = is_number ? std::stoi(digits) : -1;
  auto host = listen.substr(0, colon);
  if (host == "localhost") host = "127.0.0.1";
  const auto address = parse_address(host);
  if (port < 0 || port > 65535 || !address) {
    throw BadInput("\"" + listen + "\" is no address to listen on. Write an IP address and a port, as 127.0.0.1:8080.");
  }
  return {to_string(*address), static_cast<std::uint16_t>(port)};
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Payload Too Large";
    case 422:
      return "Unprocessable Entity";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "Status";  // the words are for people with network tools; clients read the number
  }
}

const std::string& date_header() {
  thread_local std::int64_t made_for_s = -1;
  thread_local std::string date;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const std::int64_t now_s = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  if (now_s != made_for_s) {
    date = http_time(now_s * 1000);
    made_for_s = now_s;
  }
  return date;
}

std::string last_answer(const Response& response) {
  auto text = fmt::format("HTTP/1.1 {} {}\r\nConnection: close\r\nContent-Length: {}\r\nDate: {}\r\n", response.status,
                          reason_of(response.status), response.body.size(), date_header());
  for (const auto& [name, value] : response.headers) text += name + ": " + value + "\r\n";
  return text + "\r\n" + response.body;
}

std::size_t allow_connections(std::size_t connections) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return connections;
  const rlim_t wanted = connections + 2 * kOtherFiles;
  if (limit.rlim_cur < wanted) {
    limit.rlim_cur = std::min(limit.rlim_max, wanted);
    setrlimit(RLIMIT_NOFILE, &limit);
  }
  const auto left = limit.rlim_cur > 2 * kOtherFiles ? limit.rlim_cur - 2 * kOtherFiles : limit.rlim_cur / 2;
  return std::min<std::size_t>(connections, left);
}

}  // namespace rapport::http
