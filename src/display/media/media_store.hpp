#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "store/database.hpp"

namespace rapport::display {

/// A picture that may be sent to browsers as it is: made by ourselves, or decoded and encoded anew from an upload.
struct Media {
  std::string content_type;  // image/webp, image/png, image/jpeg, image/svg+xml
  std::string bytes;
  int width = 0;  // of an SVG: the size of its view box
  int height = 0;
};

/// Keeps a picture, once however often it is given.
/// @return  its file name, the hash of its bytes with the type's ending: it stands at /media/{file name}
/// @throws std::invalid_argument for a type that is not named above
std::string keep_media(store::Transaction& change, CommunityId community, const Media& media, std::int64_t now_ms);

std::optional<Media> find_media(store::Session& session, CommunityId community, const std::string& file_name);

/// The address of a kept picture.
std::string media_path(const std::string& file_name);

}  // namespace rapport::display
