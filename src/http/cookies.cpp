#include "http/cookies.hpp"

#include <algorithm>
#include <stdexcept>

namespace rapport::http {
namespace {

constexpr std::size_t kMostCookies = 64;

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool may_stand_in_a_cookie(char c) {
  return c > ' ' && c < 127 && c != '"' && c != ',' && c != ';' && c != '\\';
}

}  // namespace

Pairs parse_cookies(std::string_view header) {
  Pairs cookies;
  while (!header.empty() && cookies.size() < kMostCookies) {
    const auto end = header.find(';');
    const auto piece = trim(header.substr(0, end));
    header.remove_prefix(end == std::string_view::npos ? header.size() : end + 1);
    const auto equals = piece.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    auto value = trim(piece.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    cookies.emplace_back(trim(piece.substr(0, equals)), value);
  }
  return cookies;
}

std::string cookie(std::string_view value, CookieOptions options) {
  const auto fits = [](std::string_view part) { return std::all_of(part.begin(), part.end(), may_stand_in_a_cookie); };
  if (!fits(value) || !fits(options.path)) {
    throw std::logic_error("A cookie may hold only visible ASCII without quotes, commas, semicolons, backslashes.");
  }
  std::string text(value);
  text += "; Path=" + options.path;
  if (options.http_only) text += "; HttpOnly";
  text += "; SameSite=Lax";
  if (options.secure) text += "; Secure";
  if (options.max_age_s >= 0) text += "; Max-Age=" + std::to_string(options.max_age_s);
  return text;
}

}  // namespace rapport::http
