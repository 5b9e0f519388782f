#include "app/desk/desk_pages.hpp"

namespace rapport::app {
namespace {

constexpr int kMostCounted = 99;

http::Value place_model(const http::Messages& messages, const DeskPlace& place, std::size_t waiting) {
  http::Value model;
  model.set("url", place.url)
      .set("name", messages.text(place.name_key))
      .set("description", messages.text(place.description_key));
  if (waiting > 0)
    model.set("waiting", std::min<std::size_t>(waiting, kMostCounted)).set("more", waiting > kMostCounted);
  return model;
}

http::Response desk(const http::Request& request, store::Database& database, const http::Messages& messages,
                    const std::vector<DeskPlace>& places) {
  members::require(request, members::Permission::use_desk);
  http::List answering, writing;
  auto session = database.session();
  for (const auto& place : places) {
    if (!members::may(request.reader, place.permission)) continue;
    const std::size_t waiting = place.waiting ? place.waiting(session, request.reader, kMostCounted) : 0;
    (place.waiting ? answering : writing).push_back(place_model(messages, place, waiting));
  }
  return http::page(
      "app/desk/desk.html", std::string(messages.text("desk_title")),
      http::Value().set("nav_desk", true).set("answering", std::move(answering)).set("writing", std::move(writing)));
}

}  // namespace

void add_desk_routes(http::Router& router, store::Database& database, const http::Messages& messages,
                     std::vector<DeskPlace> places) {
  router.get("/desk", [&database, &messages, places = std::move(places)](const http::Request& request) {
    return desk(request, database, messages, places);
  });
}

}  // namespace rapport::app
