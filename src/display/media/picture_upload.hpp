#pragma once

#include <string>
#include <variant>

#include "display/media/media_store.hpp"

namespace rapport::display {

inline constexpr std::size_t kLargestUpload = 10 * 1024 * 1024;  // bytes

enum class UploadProblem {
  no_picture,  // none of PNG, JPEG, WebP and AVIF, whatever it calls itself, or broken
  too_large,   // more than 10 MB or 50 megapixels
  not_now,     // the helper program is missing or did not finish in time
};

/// An upload made anew as WebP, at most 1600 pixels wide and high, without metadata. It is decoded by rapport-worker,
/// which stands beside the running program: in a process of its own without network and files, for at most 15 seconds.
std::variant<Media, UploadProblem> picture_from_upload(const std::string& upload);

}  // namespace rapport::display
