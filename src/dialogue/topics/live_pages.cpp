#include "dialogue/topics/live_pages.hpp"

#include <charconv>
#include <memory>

#include "dialogue/topics/live_stream.hpp"
#include "dialogue/topics/topic_lookup.hpp"

namespace rapport::dialogue {
namespace {

std::int64_t number_or(std::string_view text, std::int64_t otherwise) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && number >= 0 ? number : otherwise;
}

}  // namespace

void add_live_routes(http::Router& router, const Context& context) {
  const auto rendered = std::make_shared<LivePosts>(context);
  router.get("/community/{section}/{topic}/live", [context, rendered](const http::Request& request) {
    const Topic topic = visible_topic(context.database.session(), request);
    const std::int64_t after = number_or(request.query_value("after"), topic.post_count);
    const std::int64_t seen = number_or(request.header("last-event-id"), after);
    const CommunityId community = request.reader.community;
    return http::events([rendered, community, id = topic.id, seen](const std::shared_ptr<http::EventStream>& stream) {
      open_live_stream(rendered, community, id, seen, stream);
    });
  });
}

}  // namespace rapport::dialogue
