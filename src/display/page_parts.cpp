#include "display/page_parts.hpp"

#include "base/utf8.hpp"

namespace rapport::display {

http::Value breadcrumb(std::string_view label, std::string url) {
  return http::Value{}.set("label", label).set("url", url.empty() ? http::Value{} : http::Value(std::move(url)));
}

std::string search_words(const http::Request& request) {
  constexpr std::size_t kLongestQuery = 200;
  return well_formed_utf8(request.query_value("q").substr(0, kLongestQuery));
}

}  // namespace rapport::display
