#include "dialogue/topics/topic.hpp"

#include <doctest/doctest.h>

#include "dialogue/topics/topic_model.hpp"
#include "dialogue/topics/topic_store.hpp"

using namespace rapport;
using namespace rapport::dialogue;

namespace {

Topic topic_by(MemberId author) {
  Topic topic;
  topic.id = TopicId{1};
  topic.slug = "winter-range";
  topic.section_slug = "riding";
  topic.author = author;
  topic.post_count = 45;
  return topic;
}

Post post_by(MemberId author) {
  Post post;
  post.id = PostId{32};
  post.position = 2;
  post.author.id = author;
  return post;
}

const Reader kVisitor{CommunityId{1}, std::nullopt, Role::visitor};
const Reader kAda{CommunityId{1}, MemberId{1}, Role::member};
const Reader kBo{CommunityId{1}, MemberId{2}, Role::member};
const Reader kModerator{CommunityId{1}, MemberId{3}, Role::organizer};

}  // namespace

TEST_CASE("a post stands on the page of its twenty, with itself as anchor") {
  CHECK(page_start(1) == 1);
  CHECK(page_start(20) == 1);
  CHECK(page_start(21) == 21);
  const std::string path = topic_path(topic_by(MemberId{1}));
  CHECK(path == "/community/riding/winter-range-1");
  CHECK(post_path(path, 20, PostId{32}) == "/community/riding/winter-range-1#post-10");
  CHECK(post_path(path, 41, PostId{32}) == "/community/riding/winter-range-1?from=41#post-10");
}

TEST_CASE("everyone reads, members reply, authors edit, moderators edit all") {
  const Topic topic = topic_by(MemberId{1});
  const Post post = post_by(MemberId{1});
  CHECK(may_see(kVisitor, topic));
  CHECK(!may_reply(kVisitor, topic));
  CHECK(may_reply(kBo, topic));
  CHECK(may_edit(kAda, topic, post));
  CHECK(!may_edit(kBo, topic, post));
  CHECK(!may_edit(kVisitor, topic, post));
  CHECK(may_edit(kModerator, topic, post));
}

TEST_CASE("a closed topic takes no replies and no edits but a moderator's") {
  Topic topic = topic_by(MemberId{1});
  topic.closed_at = 5;
  CHECK(!may_reply(kBo, topic));
  CHECK(!may_reply(kModerator, topic));
  CHECK(!may_edit(kAda, topic, post_by(MemberId{1})));
  CHECK(may_edit(kModerator, topic, post_by(MemberId{1})));
}

TEST_CASE("what was taken down is seen by its author and by moderators") {
  Topic topic = topic_by(MemberId{1});
  topic.hidden_at = 5;
  CHECK(may_see(kAda, topic));
  CHECK(may_see(kModerator, topic));
  CHECK(!may_see(kBo, topic));
  CHECK(!may_see(kVisitor, topic));
  CHECK(!may_reply(kAda, topic));
  Post post = post_by(MemberId{1});
  post.hidden = Hidden{5, "An advertisement"};
  CHECK(may_see(kAda, post));
  CHECK(!may_see(kBo, post));
  CHECK(!may_see(kVisitor, post));
  CHECK(!may_edit(kAda, topic_by(MemberId{1}), post));
}

TEST_CASE("members start topics, except where only staff do") {
  Section section;
  CHECK(may_start_topic(kAda, section));
  CHECK(!may_start_topic(kVisitor, section));
  section.starters = Starters::staff;
  CHECK(!may_start_topic(kAda, section));
  CHECK(!may_start_topic(kModerator, section));
  CHECK(may_start_topic({CommunityId{1}, MemberId{4}, Role::service}, section));
}

TEST_CASE("a quotation names who wrote it and leaves out what they quoted") {
  CHECK(quotation("Ada Kern", "/community/riding/range-1#post-1", "> earlier\nFour bars.\n\nIn the cold.") ==
        "> [Ada Kern](/community/riding/range-1#post-1):\n> Four bars.\n> \n> In the cold.\n\n");
}

TEST_CASE("a place in the list reads back, and nonsense is no place") {
  const auto place = list_place_from(to_string(ListPlace{1795269909000, TopicId{77}}));
  REQUIRE(place);
  CHECK(place->last_post_at == 1795269909000);
  CHECK(place->topic == TopicId{77});
  for (const char* nonsense : {"", "-", "12", "12-", "x-1", "12-u", "99999999999999999999-1"}) {
    CHECK(!list_place_from(nonsense));
  }
}

TEST_CASE("page links stay few however long the topic is") {
  CHECK(page_links("/t", 1, 20).is_null());
  const auto numbers = [](std::int64_t from, std::int64_t posts) {
    std::string shown;
    const http::Value links = page_links("/t", from, posts);
    for (const auto& number : std::get<http::List>(links.find("numbers")->data())) {
      if (std::get<bool>(number.find("after_gap")->data())) shown += "… ";
      shown += std::to_string(std::get<std::int64_t>(number.find("number")->data()));
      shown += std::get<bool>(number.find("is_current")->data()) ? "* " : " ";
    }
    return shown;
  };
  CHECK(numbers(1, 21) == "1* 2 ");
  CHECK(numbers(1001, 20'000) == "1 … 50 51* 52 … 1000 ");
  CHECK(numbers(19'981, 20'000) == "1 … 999 1000* ");
}
