#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/ids.hpp"

// What the files of the loader share. example/README.md describes the format that is read here.
namespace rapport::app::example {

using Json = nlohmann::json;

/// One of the embedded files of example/, read: "people.json". @throws std::logic_error if it is not there
Json read(std::string_view name);
/// The bytes of a picture: "pictures/aurora-s-green.svg".
std::string_view bytes(std::string_view name);

/// One moment for the whole load: everything else lies so many days or minutes around it.
struct Times {
  std::int64_t now_ms;
  std::int64_t days_before(double days) const { return now_ms - static_cast<std::int64_t>(days * 86'400'000.0); }
};
constexpr std::int64_t kMinuteMs = 60'000;

/// Who plays: by handle, and everybody in the order in which they were made.
struct Cast {
  std::map<std::string, MemberId, std::less<>> by_handle;
  std::vector<MemberId> everybody;
  MemberId of(const Json& handle) const { return by_handle.at(handle.get<std::string>()); }
};

/// Where things ended up, for the links between texts: "topic:KEY", "post:KEY/2", "product:SLUG", "faq:SLUG" → path.
using Places = std::map<std::string, std::string, std::less<>>;

/// Replaces the targets of [words](topic:KEY) by their paths. Unknown targets stay as they are.
std::string with_links(const std::string& text, const Places& places);
/// Whether with_links has something to do.
bool has_links(std::string_view text);

}  // namespace rapport::app::example
