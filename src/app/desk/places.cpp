#include "app/desk/places.hpp"

#include "demand/board/board_store.hpp"
#include "dialogue/moderation/moderation_store.hpp"

namespace rapport::app {
namespace {

using members::Permission;

std::size_t waiting_messages(store::Session& session, const Reader& reader, int limit) {
  return board::waiting_messages(session, reader.community, limit + 1).size();
}

std::size_t waiting_reports(store::Session& session, const Reader& reader, int limit) {
  return dialogue::waiting_reports(session, reader.community, {}, limit + 1).size();
}

}  // namespace

std::vector<DeskPlace> desk_places() {
  return {
      {"/desk/board", "desk_board", "desk_board_about", Permission::answer_board, waiting_messages},
      {"/desk/moderation", "desk_moderation", "desk_moderation_about", Permission::moderate, waiting_reports},
      {"/desk/surveys", "desk_surveys", "desk_surveys_about", Permission::build_surveys},
      {"/desk/products", "desk_products", "desk_products_about", Permission::manage_products},
      {"/desk/faq", "desk_faq", "desk_faq_about", Permission::manage_faq},
      {"/desk/news", "desk_news", "desk_news_about", Permission::manage_products},
      {"/desk/home", "desk_home", "desk_home_about", Permission::manage_products},
      {"/desk/sections", "desk_sections", "desk_sections_about", Permission::moderate},
  };
}

}  // namespace rapport::app
