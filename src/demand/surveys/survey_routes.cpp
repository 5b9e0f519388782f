#include "demand/surveys/survey_routes.hpp"

#include <memory>

#include "demand/surveys/respondent_pages.hpp"

namespace rapport::surveys {
namespace {

template <class Pages>
http::Handler handler(std::shared_ptr<Pages> pages, http::Response (Pages::*page)(const http::Request&)) {
  return [pages, page](const http::Request& request) { return ((*pages).*page)(request); };
}

}  // namespace

void add_routes(http::Router& router, store::Database& database, const Clock& clock, IdSource& ids,
                const http::Messages& messages) {
  const auto say = std::make_shared<RespondentPages>(database, clock, ids, messages);
  router.get("/say", handler(say, &RespondentPages::list));
  router.get("/say/{survey}", handler(say, &RespondentPages::introduction));
  router.post("/say/{survey}/begin", handler(say, &RespondentPages::begin));
  router.get("/say/{survey}/answer", handler(say, &RespondentPages::part));
  router.post("/say/{survey}/answer", handler(say, &RespondentPages::save_part));
  router.get("/say/{survey}/thanks", handler(say, &RespondentPages::thanks));
}

}  // namespace rapport::surveys
