#include "dialogue/moderation/topic_moderation_pages.hpp"

#include "dialogue/moderation/moderating.hpp"
#include "dialogue/sections/section_store.hpp"
#include "dialogue/topics/topic_lookup.hpp"
#include "dialogue/topics/topic_store.hpp"
#include "http/errors.hpp"
#include "members/permission.hpp"

namespace rapport::dialogue {
namespace {

/// Runs a change by a moderator, then leads to the topic where it stands now.
template <class Change>
http::Response moderate(const Context& context, const http::Request& request, Change run) {
  members::require(request, members::Permission::moderate);
  const Moderator moderator{request.reader.community, members::require_member(request), context.clock.now_ms()};
  const TopicId topic = visible_topic(context.database.session(), request).id;
  store::Transaction change{context.database};
  run(change, moderator, topic);
  const std::string path = topic_path(find_topic(change, request.reader.community, topic).value());
  change.commit();
  return http::redirect(path);
}

}  // namespace

void add_topic_moderation_routes(http::Router& router, const Context& context) {
  const auto add = [&](const char* pattern, TopicAction action) {
    router.post(pattern, [context, action](const http::Request& request) {
      return moderate(context, request, [&](store::Transaction& change, const Moderator& moderator, TopicId topic) {
        change_topic(change, moderator, context.ids, topic, action);
      });
    });
  };
  add("/topics/{topic}/close", TopicAction::close);
  add("/topics/{topic}/reopen", TopicAction::reopen);
  add("/topics/{topic}/pin", TopicAction::pin);
  add("/topics/{topic}/unpin", TopicAction::unpin);
  router.post("/topics/{topic}/move", [context](const http::Request& request) {
    return moderate(context, request, [&](store::Transaction& change, const Moderator& moderator, TopicId topic) {
      const auto id = from_base32(request.field("section"));
      const auto section =
          id ? find_section(change, request.reader.community, SectionId{*id}) : std::optional<Section>{};
      if (!section) throw http::NotFound{};
      move_topic(change, moderator, context.ids, topic, *section);
    });
  });
}

http::Value topic_tools_model(const Topic& topic, const std::vector<Section>& sections) {
  const std::string base = "/topics/" + to_base32(topic.id);
  http::Value tools;
  tools.set(topic.closed_at ? http::Key("reopen_url") : http::Key("close_url"),
            base + (topic.closed_at ? "/reopen" : "/close"));
  tools.set(topic.pinned_at ? http::Key("unpin_url") : http::Key("pin_url"),
            base + (topic.pinned_at ? "/unpin" : "/pin"));
  tools.set("move_url", base + "/move");
  http::List options;
  for (const Section& section : sections) {
    http::Value option;
    option.set("id", to_base32(section.id));
    option.set("name", section.name);
    option.set("selected", section.id == topic.section);
    options.push_back(std::move(option));
  }
  tools.set("sections", std::move(options));
  return tools;
}

}  // namespace rapport::dialogue
