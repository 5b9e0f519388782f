#include "http/compression.hpp"

#include <zlib.h>

#include <stdexcept>

#include "http/conditional.hpp"

namespace rapport::http {
namespace {

constexpr std::size_t kSmallestBody = 1024;
constexpr int kGzipWindow = 15 + 16;  // the largest window, with a gzip header instead of zlib's
constexpr int kMemory = 8;            // zlib's default
constexpr int kQuick = 1;

/// One per thread and level: setting zlib up costs more than compressing a small page.
class Deflater {
 public:
  explicit Deflater(int level) {
    if (deflateInit2(&stream_, level, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::runtime_error("zlib could not be started.");
    }
  }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
  ~Deflater() { deflateEnd(&stream_); }

  std::string run(std::string_view bytes) {
    deflateReset(&stream_);
    std::string packed(deflateBound(&stream_, bytes.size()), '\0');
    // zlib's interface predates const; it does not write to its input.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    stream_.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream_.avail_out = static_cast<uInt>(packed.size());
    if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) throw std::runtime_error("zlib could not compress.");
    packed.resize(stream_.total_out);
    return packed;
  }

 private:
  z_stream stream_{};
};

}  // namespace

std::string gzip(std::string_view bytes, int level) {
  if (level != kQuick) return Deflater(level).run(bytes);
  thread_local Deflater quick(kQuick);
  return quick.run(bytes);
}

bool is_compressible(std::string_view type) {
  return type.starts_with("text/") || type.find("json") != std::string_view::npos ||
         type.find("javascript") != std::string_view::npos || type.find("xml") != std::string_view::npos;
}

bool accepts_gzip(const Request& request) {
  const auto accepted = request.header("accept-encoding");
  const auto position = accepted.find("gzip");
  return position != std::string_view::npos && !accepted.substr(position + 4).starts_with(";q=0,") &&
         accepted.substr(position + 4) != ";q=0";
}

void compress(const Request& request, Response& response) {
  if (response.body.size() <= kSmallestBody || find_header(response, "content-encoding")) return;
  const auto* type = find_header(response, "content-type");
  if (!type || !is_compressible(*type) || !accepts_gzip(request)) return;
  response.body = gzip(response.body, kQuick);
  response.headers.emplace_back("Content-Encoding", "gzip");
  if (!find_header(response, "vary")) response.headers.emplace_back("Vary", "Accept-Encoding");
}

}  // namespace rapport::http
