#include "dialogue/breadcrumbs.hpp"

namespace rapport::dialogue {

http::Value breadcrumb(std::string_view label, std::string url) {
  http::Value crumb;
  crumb.set("label", label);
  crumb.set("url", url.empty() ? http::Value{} : http::Value(std::move(url)));
  return crumb;
}

http::List breadcrumbs(const http::Messages& messages) {
  return {breadcrumb(messages.text("community_title"), "/community")};
}

http::List breadcrumbs(const http::Messages& messages, const Section& section) {
  return {breadcrumb(messages.text("community_title"), "/community"), breadcrumb(section.name, section_path(section))};
}

http::List breadcrumbs(const http::Messages& messages, const Topic& topic) {
  return {breadcrumb(messages.text("community_title"), "/community"),
          breadcrumb(topic.section_name, "/community/" + topic.section_slug)};
}

}  // namespace rapport::dialogue
