#include "http/security_headers.hpp"

#include <string_view>

#include "http/conditional.hpp"

namespace rapport::http {
namespace {

struct Header {
  std::string_view name, value;
};

constexpr Header kHeaders[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
     "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};
constexpr Header kStrictTransport{"Strict-Transport-Security", "max-age=31536000"};

}  // namespace

void add_security_headers(Response& response, bool https) {
  std::erase_if(response.headers, [](const auto& header) {
    return header.second.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
  });
  response.headers.reserve(response.headers.size() + std::size(kHeaders) + 1);
  for (const auto& [name, value] : kHeaders) {
    if (!find_header(response, name)) response.headers.emplace_back(name, value);
  }
  if (https) response.headers.emplace_back(kStrictTransport.name, kStrictTransport.value);
}

}  // namespace rapport::http
