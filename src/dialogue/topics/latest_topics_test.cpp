#include "dialogue/topics/latest_topics.hpp"

#include <doctest/doctest.h>

#include "dialogue/forum_fixture.hpp"

using namespace rapport;
using namespace rapport::dialogue;

TEST_CASE("the latest topics come from every section, the one written in last first") {
  Forum forum;
  auto ada = forum.site.as("Ada Kern");
  auto bo = forum.site.as("Bo Lind");
  const auto first = forum.start(ada, "Winter range");
  forum.site.clock().advance(60'000);
  forum.start(ada, "Brake noise");
  forum.site.clock().advance(60'000);
  forum.reply(bo, without_anchor(first));
  const auto topics = latest_topics(*forum.site.database().session(), forum.site.community(), 5);
  REQUIRE(topics.size() == 2);
  CHECK(topics[0].title == "Winter range");
  CHECK(topics[0].path == without_anchor(first));
  CHECK(topics[0].last_author == "Bo Lind");
  CHECK(topics[0].replies == 1);
  CHECK(latest_topics(*forum.site.database().session(), forum.site.community(), 1).size() == 1);
}
