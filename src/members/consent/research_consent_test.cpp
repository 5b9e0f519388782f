#include "members/consent/research_consent.hpp"

#include <doctest/doctest.h>

#include "support/community.hpp"

using namespace rapport;
using namespace rapport::members;

using test::Community;

TEST_CASE("consent is what was said last, and every change is kept with its words") {
  Community community;
  const auto ada = community.add("Ada Kern", "ada@example.org");
  const auto say = [&](bool given) {
    community.change([&](store::Transaction& change) {
      record_consent(change, Community::id, ada, given, "the words", community.clock.now_ms());
    });
  };
  const auto consents = [&] { return consents_to_research(*community.database->session(), Community::id, ada); };
  CHECK_FALSE(consents());
  say(false);  // never given: nothing to record
  say(true);
  CHECK(consents());
  say(true);
  say(false);  // within the same millisecond
  CHECK_FALSE(consents());
  say(true);
  const auto history = consent_history(*community.database->session(), Community::id, ada);
  REQUIRE(history.size() == 3);
  CHECK(history[0].given);
  CHECK_FALSE(history[1].given);
  CHECK(history[2].given);
  CHECK(history[0].text_version == kConsentVersion);
}
