#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "dialogue/forum_fixture.hpp"
#include "dialogue/moderation/moderating.hpp"
#include "dialogue/topics/post_store.hpp"
#include "dialogue/topics/topic_store.hpp"
#include "dialogue/topics/writing.hpp"
#include "store/query.hpp"

using namespace rapport;
using namespace rapport::dialogue;

namespace {

constexpr const char* kRecount =
    "SELECT s.topic_count, s.post_count, (SELECT count(*) FROM topic t WHERE t.community_id = s.community_id "
    "AND t.section_id = s.section_id AND t.hidden_at IS NULL), (SELECT count(*) FROM post p JOIN topic t "
    "ON t.community_id = p.community_id AND t.topic_id = p.topic_id WHERE t.community_id = s.community_id "
    "AND t.section_id = s.section_id AND t.hidden_at IS NULL) FROM section s";
constexpr const char* kTopics =
    "SELECT t.post_count, t.last_post_at, (SELECT count(*) FROM post p WHERE p.community_id = t.community_id AND "
    "p.topic_id = t.topic_id), (SELECT max(p.created_at) FROM post p WHERE p.community_id = t.community_id AND "
    "p.topic_id = t.topic_id AND (p.hidden_at IS NULL OR p.position = 1)) FROM topic t";

/// A community in which anything may happen.
struct Community : Forum {
  MemberId author = site.as("Ada Kern").id();
  Moderator moderator{site.community(), site.as("Mo Berg", Role::organizer).id(), 0};
  std::vector<TopicId> topics;
  std::vector<PostId> posts;

  void happen(int what, std::size_t which) {
    site.clock().advance(1000);
    moderator.now_ms = site.clock().now_ms();
    store::Transaction change{site.database()};
    const Draft draft = make_draft(author, "Words", moderator.now_ms);
    if (what == 0 || topics.empty()) {
      const auto written = start_topic(change, site.community(), site.ids(), riding, "Some title", draft);
      topics.push_back(TopicId{http::Request::id_number(written.path)});
      posts.push_back(written.post);
      return change.commit();
    }
    const TopicId topic = topics[which % topics.size()];
    const PostSource post = find_post(change, site.community(), posts[which % posts.size()]).value();
    switch (what) {
      case 1:
      case 2:
        if (auto written = write_reply(change, site.community(), site.ids(),
                                       find_topic(change, site.community(), topic).value(), draft)) {
          posts.push_back(written->post);
        }
        break;
      case 3:
        hide_post(change, moderator, site.ids(), post, "Because");
        break;
      case 4:
        restore_post(change, moderator, site.ids(), post);
        break;
      case 5:
        move_topic(change, moderator, site.ids(), topic, which % 2 == 0 ? news : riding);
        break;
      case 6:
        change_topic(change, moderator, site.ids(), topic, which % 2 == 0 ? TopicAction::close : TopicAction::reopen);
        break;
      default:
        change_topic(change, moderator, site.ids(), topic, which % 2 == 0 ? TopicAction::pin : TopicAction::unpin);
    }
    change.commit();
  }
};

}  // namespace

TEST_CASE("counters and last activity equal a recount, whatever was written, hidden, restored and moved") {
  Community community;
  const bool holds = rc::check([&] {
    const auto happenings = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(0, 8), rc::gen::inRange(0, 1000)));
    for (std::size_t i = 0; i < happenings.size() && i < 15; ++i) {
      community.happen(happenings[i].first, static_cast<std::size_t>(happenings[i].second));
    }
    store::each(*community.site.database().session(), kRecount,
                [](std::int64_t topics, std::int64_t posts, std::int64_t real_topics, std::int64_t real_posts) {
                  RC_ASSERT(topics == real_topics);
                  RC_ASSERT(posts == real_posts);
                });
    store::each(*community.site.database().session(), kTopics,
                [](std::int64_t posts, std::int64_t last, std::int64_t real_posts, std::int64_t real_last) {
                  RC_ASSERT(posts == real_posts);
                  RC_ASSERT(last == real_last);
                });
  });
  CHECK(holds);
  CHECK(community.posts.size() > 50);
}
