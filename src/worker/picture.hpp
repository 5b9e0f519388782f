#pragma once

#include <string>

namespace rapport::worker {

/// A picture made anew from an upload.
struct Picture {
  int width = 0, height = 0;
  std::string webp;
};

enum class Refusal { none, no_picture, too_many_pixels };

/// Decodes PNG, JPEG, WebP or AVIF, turns it as its camera says, fits it into 1600 × 1600, and encodes it as WebP in
/// sRGB without any metadata: of what was uploaded only the colours of the pixels remain.
/// @return  why not, and then no picture: it is none of these four or broken; or beyond 50 megapixels, which its header
/// says, so that none is decoded
Refusal make_picture(const std::string& upload, Picture& picture);

/// Gets the library ready, so that nothing needs to be opened afterwards. @return false if it cannot be used
bool prepare_pictures();

}  // namespace rapport::worker
