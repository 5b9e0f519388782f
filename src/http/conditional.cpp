#include "http/conditional.hpp"

#include <fmt/format.h>
#include <strings.h>

#include <algorithm>
#include <functional>

namespace rapport::http {
namespace {

std::string_view opaque(std::string_view tag) {
  while (!tag.empty() && tag.front() == ' ') tag.remove_prefix(1);
  while (!tag.empty() && tag.back() == ' ') tag.remove_suffix(1);
  return tag.starts_with("W/") ? tag.substr(2) : tag;
}

/// The weak comparison of RFC 9110, 8.8.3.2, over the list that If-None-Match may hold.
bool any_matches(std::string_view list, std::string_view tag) {
  if (opaque(list) == "*") return true;
  while (!list.empty()) {
    const auto comma = list.find(',');
    if (opaque(list.substr(0, comma)) == opaque(tag)) return true;
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return false;
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

const std::string* find_header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (same_name(key, name)) return &value;
  }
  return nullptr;
}

void answer_conditional(const Request& request, Response& response) {
  if (request.method != Method::get || response.status != 200 || response.on_stream) return;
  const auto* caching = find_header(response, "cache-control");
  if (caching && caching->find("no-store") != std::string::npos) return;
  if (!find_header(response, "etag")) {
    const auto hash = std::hash<std::string_view>{}(response.body);  // names a body to one client, guards nothing
    response.headers.emplace_back("ETag", fmt::format("W/\"{:x}-{:x}\"", response.body.size(), hash));
  }
  const auto held = request.header("if-none-match");
  if (held.empty() || !any_matches(held, *find_header(response, "etag"))) return;
  response.status = 304;
  response.body.clear();
  std::erase_if(response.headers, [](const auto& header) {
    return same_name(header.first, "content-type") || same_name(header.first, "content-disposition");
  });
}

}  // namespace rapport::http
