#include "app/example/source.hpp"

#include <array>
#include <stdexcept>

#include "base/embedded.hpp"

namespace rapport::app::example {
namespace {

constexpr std::array<std::string_view, 4> kTargets{"](topic:", "](post:", "](product:", "](faq:"};

}  // namespace

std::string_view bytes(std::string_view name) {
  for (const auto& file : embedded::example()) {
    if (file.path == name) return file.contents;
  }
  throw std::logic_error("the example lacks " + std::string(name));
}

Json read(std::string_view name) {
  return Json::parse(bytes(name));
}

bool has_links(std::string_view text) {
  for (const auto target : kTargets) {
    if (text.find(target) != std::string_view::npos) return true;
  }
  return false;
}

std::string with_links(const std::string& text, const Places& places) {
  std::string linked;
  std::size_t from = 0;
  for (std::size_t at; (at = text.find("](", from)) != std::string::npos;) {
    const auto end = text.find(')', at);
    if (end == std::string::npos) break;
    const auto target = text.substr(at + 2, end - at - 2);
    const auto place = places.find(target);
    linked.append(text, from, at + 2 - from).append(place == places.end() ? target : place->second);
    from = end;
  }
  return linked.append(text, from, std::string::npos);
}

}  // namespace rapport::app::example
