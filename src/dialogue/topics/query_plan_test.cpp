#include <doctest/doctest.h>

#include "dialogue/forum_fixture.hpp"
#include "dialogue/topics/post_store.hpp"
#include "dialogue/topics/topic_store.hpp"
#include "store/query.hpp"

using namespace rapport;
using namespace rapport::dialogue;

namespace {

/// How SQLite would run it, one step a line.
template <class... A>
std::string plan_of(Forum& forum, const std::string& sql, store::Argument<A>... arguments) {
  const std::string explain = "EXPLAIN QUERY PLAN " + sql;
  std::string plan;
  store::each(
      *forum.site.database().session(), explain.c_str(),
      [&](std::int64_t, std::int64_t, std::int64_t, std::string step) { plan += step + "\n"; }, arguments...);
  return plan;
}

}  // namespace

TEST_CASE("the topic page reads a range of the primary key, so its cost does not grow with the site or the topic") {
  Forum forum;
  if (forum.site.database().engine() != store::Engine::sqlite) return;  // PostgreSQL scans tables as small as these
  const auto plan = plan_of(forum, kTopicPageSql, store::arg("community_id", 1), store::arg("topic_id", 1),
                            store::arg("first", 1), store::arg("last", 20));
  CAPTURE(plan);
  CHECK(contains(plan, "SEARCH p USING INDEX"));
  CHECK(contains(plan, "(community_id=? AND topic_id=? AND position>? AND position<?)"));
  CHECK(contains(plan, "SEARCH member USING COVERING INDEX member_card_by_id (member_id=? AND community_id=?)"));
  CHECK(!contains(plan, "SCAN"));
  CHECK(!contains(plan, "TEMP B-TREE"));
}

TEST_CASE("a list reads its index from where the page begins") {
  Forum forum;
  if (forum.site.database().engine() != store::Engine::sqlite) return;
  const auto plan = plan_of(forum, kTopicListSql, store::arg("community_id", 1), store::arg("section_id", 1),
                            store::arg("before_at", 1), store::arg("before_topic", 1), store::arg("most", 30));
  CAPTURE(plan);
  CHECK(contains(plan, "SEARCH t USING INDEX topic_latest"));
  CHECK(contains(plan, "(last_post_at,topic_id)<(?,?)"));
  CHECK(!contains(plan, "SCAN"));
  CHECK(!contains(plan, "TEMP B-TREE"));
}
