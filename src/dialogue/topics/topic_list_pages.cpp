#include "dialogue/topics/topic_list_pages.hpp"

#include <memory>

#include "dialogue/breadcrumbs.hpp"
#include "dialogue/sections/section_store.hpp"
#include "dialogue/topics/topic_store.hpp"

namespace rapport::dialogue {
namespace {

http::Value summary_model(const Section& section, const TopicSummary& topic) {
  http::Value model;
  model.set("id", to_base32(topic.id));
  model.set("title", topic.title);
  model.set("url", topic_path(section.slug, topic.slug, topic.id));
  model.set("author", author_model(topic.author));
  model.set("replies", topic.post_count - 1);
  model.set("last_post_at", http::Time{topic.last_post_at});
  model.set("last_author", topic.post_count > 1 ? http::Value(topic.last_author) : http::Value{});
  model.set("closed", topic.closed);
  model.set("pinned", topic.pinned);
  return model;
}

}  // namespace

http::Response TopicListPages::show(const http::Request& request) const {
  auto session = context_.database.session();
  const auto section = find_section(session, request.reader.community, request.param("section"));
  if (!section) throw http::NotFound{};
  const auto place = list_place_from(request.query_value("before"));
  // One more than is shown tells whether there is an older page.
  auto found = list_topics(session, request.reader.community, section->id, place, kTopicsPerPage + 1);
  const bool more = found.size() > static_cast<std::size_t>(kTopicsPerPage);
  if (more) found.pop_back();

  const std::string path = section_path(*section);
  http::List topics;
  if (!place) {
    for (const auto& topic : pinned_topics(session, request.reader.community, section->id)) {
      topics.push_back(summary_model(*section, topic));
    }
  }
  for (const auto& topic : found) topics.push_back(summary_model(*section, topic));

  http::Value model;
  model.set("nav_community", true);
  model.set("breadcrumbs",
            http::List{breadcrumb(context_.messages.text("community_title"), "/community"), breadcrumb(section->name)});
  model.set("name", section->name);
  model.set("description", section->description);
  model.set("topics", std::move(topics));
  model.set("start_url", may_start_topic(request.reader, *section) || !request.reader.member
                             ? http::Value(path + "/new")
                             : http::Value{});
  model.set("newest_url", place ? http::Value(path) : http::Value{});
  if (more) {
    model.set("older_url", path + "?before=" + to_string({found.back().last_post_at, found.back().id}));
  } else {
    model.set("older_url", {});
  }
  return http::page("dialogue/topics/list.html", section->name, std::move(model));
}

void add_topic_list_routes(http::Router& router, const Context& context) {
  const auto pages = std::make_shared<const TopicListPages>(context);
  router.get("/community/{section}", [pages](const http::Request& request) { return pages->show(request); });
}

}  // namespace rapport::dialogue
