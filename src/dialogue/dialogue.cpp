#include "dialogue/dialogue.hpp"

#include "dialogue/context.hpp"
#include "dialogue/moderation/desk_pages.hpp"
#include "dialogue/moderation/post_moderation_pages.hpp"
#include "dialogue/moderation/report_pages.hpp"
#include "dialogue/moderation/topic_moderation_pages.hpp"
#include "dialogue/sections/section_pages.hpp"
#include "dialogue/topics/live_pages.hpp"
#include "dialogue/topics/new_topic_pages.hpp"
#include "dialogue/topics/post_pages.hpp"
#include "dialogue/topics/topic_list_pages.hpp"
#include "dialogue/topics/topic_pages.hpp"

namespace rapport::dialogue {

void add_routes(http::Router& router, store::Database& database, const Clock& clock, IdSource& ids,
                spine::LiveUpdates& live, const http::Views& views, const http::Messages& messages) {
  const Context context{database, clock, ids, live, views, messages};
  add_section_routes(router, context);
  add_topic_list_routes(router, context);
  add_new_topic_routes(router, context);
  add_topic_routes(router, context);
  add_post_routes(router, context);
  add_live_routes(router, context);
  add_report_routes(router, context);
  add_post_moderation_routes(router, context);
  add_topic_moderation_routes(router, context);
  add_moderation_desk_routes(router, context);
}

}  // namespace rapport::dialogue
