#pragma once

#include <string>
#include <vector>

#include "dialogue/dialogue.hpp"
#include "dialogue/sections/section_store.hpp"
#include "dialogue/topics/topic_import.hpp"
#include "support/site.hpp"

namespace rapport::dialogue {

/// The community's pages over a fresh database, with one section "Riding" for members and one "News" for staff.
struct Forum {
  test::Site site{[](http::Router& router, test::Site& made) {
    add_routes(router, made.database(), made.clock(), made.ids(), made.live(), made.views(), made.messages());
  }};
  Section riding = add_section("riding", "Riding", Starters::members);
  Section news = add_section("news", "News", Starters::staff);

  Section add_section(const std::string& slug, const std::string& name, Starters starters) {
    Section section{.id = site.ids().next<SectionId>(),
                    .slug = slug,
                    .name = name,
                    .description = "About " + name,
                    .place = 1,
                    .starters = starters};
    store::Transaction change{site.database()};
    insert_section(change, site.community(), section, site.clock().now_ms());
    change.commit();
    return section;
  }

  /// Starts a topic through its form. @return  its path
  std::string start(test::Browser who, const std::string& title, const std::string& text = "The first post") {
    return location(who.submit("/community/riding/new", {{"title", title}, {"text", text}}));
  }
  /// Replies through the form. @return  the path of the new post
  std::string reply(test::Browser who, const std::string& path, const std::string& text = "A reply") {
    return location(who.submit(path + "/reply", {{"text", text}}));
  }
  /// A topic with this many posts, a minute apart, the last of them now.
  Imported import(const std::string& title, int posts, MemberId author) {
    ImportedTopic topic{.title = title, .posts = {}};
    for (int i = 1; i <= posts; ++i) {
      topic.posts.push_back({author, "Post number " + std::to_string(i), site.clock().now_ms() - (posts - i) * 60'000});
    }
    store::Transaction change{site.database()};
    const Imported imported = import_topic(change, site.community(), site.ids(), riding, topic);
    change.commit();
    return imported;
  }

  static std::string location(const http::Response& response) {
    for (const auto& [name, value] : response.headers) {
      if (name == "Location") return value;
    }
    return "status " + std::to_string(response.status);
  }
};

inline bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}
inline std::size_t occurrences(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}
inline std::string without_anchor(const std::string& path) {
  return path.substr(0, path.find('#'));
}

}  // namespace rapport::dialogue
