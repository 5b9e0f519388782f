#include "display/news/news.hpp"

#include <algorithm>
#include <array>

#include "text/slug.hpp"

namespace rapport::display {
namespace {

constexpr std::array<std::string_view, 3> kNames{"news", "kept", "kept-late"};  // in the order of the enum

}  // namespace

std::string_view to_string(NewsKind kind) {
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<NewsKind> news_kind_from(std::string_view text) {
  const auto found = std::find(kNames.begin(), kNames.end(), text);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<NewsKind>(found - kNames.begin());
}

std::string news_path(NewsId id, const std::string& title) {
  return "/news/" + text::slug(title) + "-" + to_base32(id);
}

bool is_site_path(std::string_view link) {
  if (!link.starts_with('/') || link.starts_with("//") || link.starts_with("/\\")) return false;
  return std::none_of(link.begin(), link.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
}

}  // namespace rapport::display
