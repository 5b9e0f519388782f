#pragma once

#include <string>
#include <string_view>

#include "http/request.hpp"

namespace rapport::http {

/// Reads a Cookie header: "a=1; b=2". Quotes around a value are dropped, pieces without "=" skipped, and at most 64
/// cookies kept. Values arrive as sent: cookies of ours need no decoding.
Pairs parse_cookies(std::string_view header);

struct CookieOptions {
  bool secure = false;     // true behind HTTPS
  bool http_only = true;   // false only for what a script has to read
  int max_age_s = -1;      // negative: until the browser closes; 0 deletes it
  std::string path = "/";  // sent only with requests below it; without spaces and semicolons
};
/// What stands after the name in Request::set_cookies: "value; Path=/; HttpOnly; SameSite=Lax; …".
/// @throws std::logic_error for a value or a path with characters that a cookie cannot hold
std::string cookie(std::string_view value, CookieOptions options);

}  // namespace rapport::http
