#include "demand/surveys/survey_routes.hpp"

#include <memory>

#include "demand/surveys/builder_pages.hpp"
#include "demand/surveys/desk_pages.hpp"
#include "demand/surveys/respondent_pages.hpp"
#include "demand/surveys/result_pages.hpp"

namespace rapport::surveys {
namespace {

template <class Pages>
http::Handler handler(std::shared_ptr<Pages> pages, http::Response (Pages::*page)(const http::Request&)) {
  return [pages, page](const http::Request& request) { return ((*pages).*page)(request); };
}

void add_answering(http::Router& router, const Context& context) {
  const auto say = std::make_shared<RespondentPages>(context);
  router.get("/say", handler(say, &RespondentPages::list));
  router.get("/say/{survey}", handler(say, &RespondentPages::introduction));
  router.post("/say/{survey}/begin", handler(say, &RespondentPages::begin));
  router.get("/say/{survey}/answer", handler(say, &RespondentPages::part));
  router.post("/say/{survey}/answer", handler(say, &RespondentPages::save_part));
  router.get("/say/{survey}/thanks", handler(say, &RespondentPages::thanks));
}

void add_desk(http::Router& router, const Context& context) {
  const auto desk = std::make_shared<DeskPages>(context);
  router.get("/desk/surveys", handler(desk, &DeskPages::list));
  router.get("/desk/surveys/new", handler(desk, &DeskPages::new_survey));
  router.post("/desk/surveys/new", handler(desk, &DeskPages::create));
  router.get("/desk/surveys/{survey}/texts", handler(desk, &DeskPages::texts));
  router.post("/desk/surveys/{survey}/texts", handler(desk, &DeskPages::save_texts));
  router.post("/desk/surveys/{survey}/publish", handler(desk, &DeskPages::publish));
  router.post("/desk/surveys/{survey}/close", handler(desk, &DeskPages::close));
  router.post("/desk/surveys/{survey}/reopen", handler(desk, &DeskPages::reopen));
  router.post("/desk/surveys/{survey}/duplicate", handler(desk, &DeskPages::duplicate));
  router.post("/desk/surveys/{survey}/remove", handler(desk, &DeskPages::remove));
  router.get("/desk/surveys/{survey}/outcome", handler(desk, &DeskPages::outcome));
  router.post("/desk/surveys/{survey}/outcome", handler(desk, &DeskPages::save_outcome));
}

void add_builder(http::Router& router, const Context& context) {
  const auto builder = std::make_shared<BuilderPages>(context);
  router.get("/desk/surveys/{survey}/build", handler(builder, &BuilderPages::show));
  router.post("/desk/surveys/{survey}/edit", handler(builder, &BuilderPages::edit));
  router.get("/desk/surveys/{survey}/section", handler(builder, &BuilderPages::section));
  router.post("/desk/surveys/{survey}/section", handler(builder, &BuilderPages::save_section));
  router.get("/desk/surveys/{survey}/construct", handler(builder, &BuilderPages::construct));
  router.post("/desk/surveys/{survey}/construct", handler(builder, &BuilderPages::save_construct));
  router.get("/desk/surveys/{survey}/question", handler(builder, &BuilderPages::question));
  router.post("/desk/surveys/{survey}/question", handler(builder, &BuilderPages::save_question));
  router.get("/desk/surveys/{survey}/items", handler(builder, &BuilderPages::items));
  router.post("/desk/surveys/{survey}/items", handler(builder, &BuilderPages::save_items));
  router.get("/desk/surveys/{survey}/preview", handler(builder, &BuilderPages::preview));
}

void add_results(http::Router& router, const Context& context) {
  const auto results = std::make_shared<ResultPages>(context);
  router.get("/desk/surveys/{survey}", handler(results, &ResultPages::show));
  router.get("/desk/surveys/{survey}/live", handler(results, &ResultPages::live));
  router.get("/desk/surveys/{survey}/answers.csv", handler(results, &ResultPages::answers_csv));
  router.get("/desk/surveys/{survey}/codebook", handler(results, &ResultPages::codebook));
  router.get("/desk/surveys/{survey}/codebook.csv", handler(results, &ResultPages::codebook_csv));
}

}  // namespace

void add_routes(http::Router& router, const Context& context) {
  add_answering(router, context);
  add_desk(router, context);
  add_builder(router, context);
  add_results(router, context);
}

}  // namespace rapport::surveys
