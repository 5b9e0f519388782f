#pragma once

#include <string_view>
#include <vector>

#include "http/request.hpp"

namespace rapport::http {

struct MultipartLimits {
  std::size_t parts = 200;
  std::size_t files = 20;
  std::size_t name_bytes = 200;       // of a field or file name
  std::size_t field_bytes = 1 << 20;  // of a part that is no file
  std::size_t header_bytes = 4096;    // of one part's header
};

struct Multipart {
  Pairs fields;
  std::vector<UploadedFile> files;  // those chosen; an empty file input leaves none
};

/// Reads a multipart/form-data body (RFC 7578). File names lose any folder; contents are copied as they are and prove
/// nothing about the declared content type.
/// @throws BadRequest if it is malformed or passes a limit
Multipart parse_multipart(std::string_view content_type, std::string_view body, const MultipartLimits& limits = {});

}  // namespace rapport::http
