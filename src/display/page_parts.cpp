#include "display/page_parts.hpp"

namespace rapport::display {

http::Value breadcrumb(std::string_view label, std::string url) {
  return http::Value{}.set("label", label).set("url", url.empty() ? http::Value{} : http::Value(std::move(url)));
}

}  // namespace rapport::display
