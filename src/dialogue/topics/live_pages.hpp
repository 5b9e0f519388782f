#pragma once

#include "dialogue/context.hpp"
#include "http/router.hpp"

namespace rapport::dialogue {

/// GET /community/{section}/{topic}/live: the replies written from now on, as server-sent events. Event "post" carries
/// {"id", "author", "html"}, the same fragment as on the page, as a visitor sees it; its id is the position of the post
/// in the topic, so the header Last-Event-ID, or ?after= of a page just opened, brings what was missed. Who missed more
/// than a page of posts gets the event "reload" instead. Event "changed" has the same form: a post on the page was
/// edited, taken down or put back.
void add_live_routes(http::Router& router, const Context& context);

}  // namespace rapport::dialogue
