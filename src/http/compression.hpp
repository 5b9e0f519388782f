#pragma once

#include <string>
#include <string_view>

#include "http/request.hpp"
#include "http/response.hpp"

namespace rapport::http {

/// The bytes as a gzip file. @param level  1 (fast) to 9 (small)
std::string gzip(std::string_view bytes, int level);

/// Text, JSON, SVG and scripts shrink; pictures and fonts are compressed already.
bool is_compressible(std::string_view content_type);

bool accepts_gzip(const Request& request);

/// Compresses a body of more than 1 kB if its type and the client allow it, cheaply, since each is made for one reader.
void compress(const Request& request, Response& response);

}  // namespace rapport::http
