#include "display/media/media_pages.hpp"

#include "display/media/media_store.hpp"

namespace rapport::display {
namespace {

http::Response show_media(store::Database& database, const http::Request& request) {
  auto media = find_media(database.session(), request.reader.community, request.param("file"));
  if (!media) throw http::NotFound{};
  return http::bytes(std::move(media->content_type), std::move(media->bytes))
      .header("Cache-Control", "public, max-age=31536000, immutable")
      .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
}

}  // namespace

void add_media_routes(http::Router& router, store::Database& database) {
  router.get("/media/{file}", [&](const http::Request& request) { return show_media(database, request); });
}

}  // namespace rapport::display
