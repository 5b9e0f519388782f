#include "dialogue/topics/new_topic_pages.hpp"

#include <memory>

#include "dialogue/breadcrumbs.hpp"
#include "dialogue/sections/section_store.hpp"
#include "dialogue/topics/writing.hpp"
#include "http/errors.hpp"
#include "http/form.hpp"

namespace rapport::dialogue {

http::Response NewTopicPages::form(const http::Request& request) const {
  const Section section = section_of(request);
  const auto empty = http::Value{}.set("value", "").set("error", {});
  http::Value model;
  model.set("title", empty);
  model.set("text", empty);
  model.set("has_errors", false);
  model.set("submission", to_base32(context_.ids.next()));
  return page(section, std::move(model), 200);
}

http::Response NewTopicPages::start(const http::Request& request) const {
  const Section section = section_of(request);
  http::Form form{request, context_.messages};
  const std::string title = form.text("title", kShortestTitle, kLongestTitle);
  const std::string text = form.text("text", 1, kLongestPost);
  const Draft draft =
      make_draft(*request.reader.member, text, context_.clock.now_ms(), from_base32(request.field("submission")));
  const bool preview = request.field("action") == "preview";
  if (!form.ok() || preview) {
    http::Value model = form.values({"title", "text"});
    model.set("submission", request.field("submission"));
    model.set("preview_html", preview ? http::Value(http::Html{draft.body_html}) : http::Value{});
    return page(section, std::move(model), form.ok() ? 200 : 422);
  }
  store::Transaction change{context_.database};
  const Written written = start_topic(change, request.reader.community, context_.ids, section, title, draft);
  change.commit();
  return http::redirect(written.path);
}

Section NewTopicPages::section_of(const http::Request& request) const {
  const auto section = find_section(context_.database.session(), request.reader.community, request.param("section"));
  if (!section) throw http::NotFound{};
  if (!request.reader.member) throw http::SignInRequired{};
  if (!may_start_topic(request.reader, *section)) throw http::NotFound{};
  return *section;
}

http::Response NewTopicPages::page(const Section& section, http::Value model, int status) const {
  model.set("nav_community", true);
  model.set("breadcrumbs", breadcrumbs(context_.messages, section));
  model.set("section_name", section.name);
  model.set("action", section_path(section) + "/new");
  return http::page("dialogue/topics/new.html", std::string(context_.messages.text("topic_start")), std::move(model),
                    status);
}

void add_new_topic_routes(http::Router& router, const Context& context) {
  const auto pages = std::make_shared<const NewTopicPages>(context);
  router.get("/community/{section}/new", [pages](const http::Request& request) { return pages->form(request); });
  router.post("/community/{section}/new", [pages](const http::Request& request) { return pages->start(request); });
}

}  // namespace rapport::dialogue
