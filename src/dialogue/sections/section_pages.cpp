#include "dialogue/sections/section_pages.hpp"

#include <memory>

#include "dialogue/breadcrumbs.hpp"
#include "dialogue/sections/section_store.hpp"
#include "http/form.hpp"
#include "members/permission.hpp"
#include "text/slug.hpp"

namespace rapport::dialogue {
namespace {

constexpr std::int64_t kLastPlace = 1000;

http::Value section_model(const SectionSummary& summary) {
  http::Value model;
  model.set("name", summary.section.name);
  model.set("url", section_path(summary.section));
  model.set("description", summary.section.description);
  model.set("topics", summary.section.topic_count);
  model.set("posts", summary.section.post_count);
  http::Value latest;
  if (summary.latest) {
    latest.set("title", summary.latest->title);
    latest.set("url", summary.latest->topic_path);
    latest.set("at", http::Time{summary.latest->at_ms});
    latest.set("author", author_model(summary.latest->author));
  }
  model.set("latest", std::move(latest));
  return model;
}

http::Value field(http::Value value) {
  return http::Value{}.set("value", std::move(value)).set("error", {});
}

/// What Form::values gives, of a section that stands or is new.
http::Value form_of(const Section& section) {
  http::Value form;
  form.set("name", field(section.name));
  form.set("description", field(section.description));
  form.set("slug", field(section.slug));
  form.set("place", field(section.place));
  form.set("only_staff", section.starters == Starters::staff);
  form.set("section", section.id.value == 0 ? http::Value{} : http::Value(to_base32(section.id)));
  form.set("has_errors", false);
  return form;
}

}  // namespace

http::Response SectionPages::list(const http::Request& request) const {
  http::List sections;
  for (const auto& summary : list_sections(context_.database.session(), request.reader.community)) {
    sections.push_back(section_model(summary));
  }
  http::Value model;
  model.set("nav_community", true);
  model.set("may_manage", members::may(request.reader, members::Permission::moderate));
  model.set("sections", std::move(sections));
  return http::page("dialogue/sections/list.html", std::string(context_.messages.text("community_title")),
                    std::move(model));
}

http::Response SectionPages::desk(const http::Request& request) const {
  members::require(request, members::Permission::moderate);
  Section section;
  section.place = 1;
  if (const auto id = request.query_id("section")) {
    const auto found = find_section(context_.database.session(), request.reader.community, SectionId{*id});
    if (!found) throw http::NotFound{};
    section = *found;
  }
  return desk_page(request, form_of(section), 200);
}

http::Response SectionPages::save(const http::Request& request) const {
  members::require(request, members::Permission::moderate);
  http::Form form{request, context_.messages};
  Section section;
  section.name = form.text("name", 2, 60);
  section.description = form.text("description", 0, 300);
  section.place = form.integer("place", 1, kLastPlace);
  section.starters = form.checked("only_staff") ? Starters::staff : Starters::members;
  const std::string words = form.text("slug", 0, 60);
  section.slug = text::slug(words.empty() ? section.name : words);
  const auto known = from_base32(request.field("section"));
  if (form.ok()) {
    try {
      store::Transaction change{context_.database};
      if (known) {
        section.id = SectionId{*known};
        if (!find_section(change, request.reader.community, section.id)) throw http::NotFound{};
        update_section(change, request.reader.community, section);
      } else {
        section.id = context_.ids.next<SectionId>();
        insert_section(change, request.reader.community, section, context_.clock.now_ms());
      }
      change.commit();
      return http::redirect("/desk/sections");
    } catch (const store::Conflict&) {
      form.fail("slug", std::string(context_.messages.text("community_slug_taken")));
    }
  }
  http::Value values = form.values({"name", "description", "slug", "place"});
  values.set("only_staff", section.starters == Starters::staff);
  values.set("section", known ? http::Value(to_base32(*known)) : http::Value{});
  return desk_page(request, std::move(values), 422);
}

http::Response SectionPages::desk_page(const http::Request& request, http::Value form, int status) const {
  http::List sections;
  for (const auto& section : sections_in_order(context_.database.session(), request.reader.community)) {
    http::Value row;
    row.set("id", to_base32(section.id));
    row.set("name", section.name);
    row.set("url", section_path(section));
    row.set("topics", section.topic_count);
    sections.push_back(std::move(row));
  }
  http::Value model;
  model.set("nav_desk", true);
  model.set("sections", std::move(sections));
  model.set("form", std::move(form));
  return http::page("dialogue/sections/desk.html", std::string(context_.messages.text("community_desk_sections")),
                    std::move(model), status);
}

void add_section_routes(http::Router& router, const Context& context) {
  const auto pages = std::make_shared<const SectionPages>(context);
  router.get("/community", [pages](const http::Request& request) { return pages->list(request); });
  router.get("/desk/sections", [pages](const http::Request& request) { return pages->desk(request); });
  router.post("/desk/sections", [pages](const http::Request& request) { return pages->save(request); });
}

}  // namespace rapport::dialogue
