#include "http/response.hpp"

#include <algorithm>

namespace rapport::http {
namespace {

/// "//host" and "/\host" are addresses of another site to a browser.
bool is_on_this_site(std::string_view location) {
  if (!location.starts_with('/') || location.starts_with("//") || location.starts_with("/\\")) return false;
  return std::none_of(location.begin(), location.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
}

bool is_token_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

/// Both forms of RFC 6266: a plain one for old clients, and the exact one.
std::string attachment(std::string_view filename) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string plain, exact;
  for (const char c : filename) {
    if (is_token_character(c)) {
      plain += c;
      exact += c;
    } else {
      plain += '_';
      exact += {'%', kHex[static_cast<unsigned char>(c) >> 4], kHex[static_cast<unsigned char>(c) & 15]};
    }
  }
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + exact;
}

Response with_view(std::string_view template_name, std::string title, Value model, int status, bool fragment) {
  Response response;
  response.status = status;
  response.view = View{template_name, std::move(title), std::move(model), fragment};
  return response;
}

}  // namespace

Response& Response::header(std::string name, std::string value) & {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& h) { return h.first == name; });
  if (found == headers.end()) {
    headers.emplace_back(std::move(name), std::move(value));
  } else {
    found->second = std::move(value);
  }
  return *this;
}

Response&& Response::header(std::string name, std::string value) && {
  return std::move(header(std::move(name), std::move(value)));
}

Response page(std::string_view template_name, std::string title, Value model, int status) {
  return with_view(template_name, std::move(title), std::move(model), status, false);
}

Response fragment(std::string_view template_name, Value model, int status) {
  return with_view(template_name, {}, std::move(model), status, true);
}

Response redirect(std::string location) {
  Response response;
  response.status = 303;
  response.header("Location", is_on_this_site(location) ? std::move(location) : std::string("/"));
  return response;
}

Response json(const Value& model, int status) {
  Response response = bytes("application/json", to_json(model));
  response.status = status;
  return response;
}

Response download(std::string content_type, std::string filename, std::string contents) {
  return bytes(std::move(content_type), std::move(contents)).header("Content-Disposition", attachment(filename));
}

Response bytes(std::string content_type, std::string contents) {
  Response response;
  response.header("Content-Type", std::move(content_type));
  response.body = std::move(contents);
  return response;
}

Response events(std::function<void(std::shared_ptr<EventStream>)> on_stream) {
  Response response;
  response.header("Content-Type", "text/event-stream");
  response.on_stream = std::move(on_stream);
  return response;
}

}  // namespace rapport::http
