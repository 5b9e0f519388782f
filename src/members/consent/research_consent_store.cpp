#include "members/consent/research_consent.hpp"
#include "store/query.hpp"

namespace rapport::members {
namespace {

using store::arg;

constexpr const char* kConsents =
    "SELECT given_at FROM consenting_member WHERE community_id = :community_id AND member_id = :member_id";
constexpr const char* kLatest =
    "SELECT at FROM research_consent WHERE community_id = :community_id AND member_id = :member_id "
    "ORDER BY at DESC LIMIT 1";
constexpr const char* kInsert =
    "INSERT INTO research_consent (community_id, member_id, at, given, text_version, text) VALUES (:community_id, "
    ":member_id, :at, :given, :text_version, :text)";
constexpr const char* kHistory =
    "SELECT at, given, text_version FROM research_consent WHERE community_id = :community_id "
    "AND member_id = :member_id ORDER BY at";

}  // namespace

bool consents_to_research(store::Session& session, CommunityId community, MemberId member) {
  return store::one<std::int64_t>(session, kConsents, arg("community_id", community), arg("member_id", member))
      .has_value();
}

void record_consent(store::Transaction& change, CommunityId community, MemberId member, bool given,
                    const std::string& text, std::int64_t now_ms) {
  if (given == consents_to_research(change, community, member)) return;
  const auto latest =
      store::one<std::int64_t>(change, kLatest, arg("community_id", community), arg("member_id", member)).value_or(0);
  store::execute(change, kInsert, arg("community_id", community), arg("member_id", member),
                 arg("at", std::max(now_ms, latest + 1)),  // two changes within a millisecond keep their order
                 arg("given", given ? 1 : 0), arg("text_version", kConsentVersion), arg("text", text));
}

std::vector<ConsentChange> consent_history(store::Session& session, CommunityId community, MemberId member) {
  std::vector<ConsentChange> history;
  store::each(
      session, kHistory,
      [&](std::int64_t at, std::int64_t given, std::string version) {
        history.push_back({at, given == 1, std::move(version)});
      },
      arg("community_id", community), arg("member_id", member));
  return history;
}

}  // namespace rapport::members
