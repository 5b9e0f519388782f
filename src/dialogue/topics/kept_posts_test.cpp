#include "dialogue/topics/kept_posts.hpp"

#include <doctest/doctest.h>

#include "dialogue/forum_fixture.hpp"

using namespace rapport;
using namespace rapport::dialogue;

namespace {

constexpr const char* kPath = "/community/riding/winter-range-1";

Post post_of(std::int64_t id, const std::string& text) {
  Post post{.id = PostId{id},
            .position = 1,
            .author = {.id = MemberId{7}, .name = "Ada Kern", .handle = "ada", .role = Role::member},
            .body_html = "<p>" + text + "</p>\n",
            .created_at = 1'700'000'000'000,
            .edited_at = {},
            .hidden = {}};
  return post;
}

const PostRights visitor{.read = true};

std::string html(KeptPosts& kept, const Post& post, const std::string& path, const PostRights& rights) {
  std::string markup;
  kept.append_to(markup, post, path, rights);
  return markup;
}

}  // namespace

TEST_CASE("kept markup is what rendering anew gives") {
  Forum forum;
  KeptPosts kept{forum.site.views()};
  const PostRights member{.read = true, .act = true, .quote = true, .report = true};
  for (const PostRights& rights : {visitor, member}) {
    const std::string anew =
        forum.site.views().render(kPostTemplate, post_model(rights, kPath, post_of(1, "About 70 km")));
    CHECK(contains(anew, "About 70 km"));
    CHECK(html(kept, post_of(1, "About 70 km"), kPath, rights) == anew);
    CHECK(html(kept, post_of(1, "About 70 km"), kPath, rights) == anew);
  }
}

TEST_CASE("nothing kept is ever out of date") {
  Forum forum;
  KeptPosts kept{forum.site.views()};
  const Post first = post_of(1, "About 70 km");
  CHECK(contains(html(kept, first, kPath, visitor), "Ada Kern"));
  Post renamed = first;
  renamed.author.name = "Ada Lovelace";
  CHECK(contains(html(kept, renamed, kPath, visitor), "Ada Lovelace"));
  Post edited = first;
  edited.body_html = "<p>About 60 km</p>\n";
  CHECK(contains(html(kept, edited, kPath, visitor), "60 km"));
  CHECK(contains(html(kept, first, "/community/commuting/winter-range-1", visitor), "/commuting/"));
  CHECK(!contains(html(kept, first, kPath, visitor), "/commuting/"));
  CHECK(contains(html(kept, first, kPath, {.read = true, .act = true, .hide = true}), "/hide"));
  CHECK(!contains(html(kept, first, kPath, {.read = true, .act = true}), "/hide"));
}

TEST_CASE("more posts than there is room for are shown all the same, again and again") {
  Forum forum;
  KeptPosts kept{forum.site.views(), 20'000};
  for (int round = 0; round < 2; ++round) {
    for (int id = 1; id <= 100; ++id) {
      const std::string text = "Text of post " + std::to_string(id) + ".";
      CHECK(contains(html(kept, post_of(id, text), kPath, visitor), text));
    }
  }
}

TEST_CASE("a page shows an edit, a new name and a post taken down at once") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  const auto path = forum.start(ada, "Winter range?", "About 70 km");
  const auto reply = forum.reply(ada, path, "Or 60");
  auto visitor_browser = forum.site.visitor();
  CHECK(contains(visitor_browser.get(path).body, "Or 60"));
  const std::string post = reply.substr(reply.find("#post-") + 6);
  CHECK(ada.submit("/posts/" + post + "/edit", {{"text", "Or rather 55"}}).status == 303);
  CHECK(contains(visitor_browser.get(path).body, "Or rather 55"));
  CHECK(!contains(visitor_browser.get(path).body, "Or 60"));
  CHECK(forum.site.as("Mo", Role::organizer).submit("/posts/" + post + "/hide", {{"reason", "rude"}}).status == 303);
  CHECK(!contains(visitor_browser.get(path).body, "Or rather 55"));
}
