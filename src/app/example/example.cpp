#include "app/example/example.hpp"

#include "app/community.hpp"
#include "app/example/answers.hpp"
#include "app/example/conversations.hpp"
#include "app/example/people.hpp"
#include "app/example/showcase.hpp"
#include "app/example/source.hpp"
#include "members/member_store.hpp"

namespace rapport::app {

std::vector<ExampleAccount> example_accounts() {
  std::vector<ExampleAccount> accounts;
  const auto people = example::read("people.json");
  for (const auto& person : people.at("staff")) accounts.push_back({person.at("email"), person.at("role")});
  accounts.push_back({people.at("members").front().at("email"), "member"});
  return accounts;
}

bool load_example(store::Database& database, CommunityId community, const Clock& clock, IdSource& ids,
                  members::Passwords& passwords) {
  if (!members::list_members(*database.session(), community, 1).empty()) return false;
  const std::string password_hash = passwords.hash(kExamplePassword);
  const example::Times times{clock.now_ms()};
  example::Places places;

  store::Transaction change{database};
  rename_community(change, community, example::read("community.json").at("name"));  // holds the row: others wait here
  if (!members::list_members(change, community, 1).empty()) return false;           // another process was faster
  const auto cast = example::load_people(change, community, ids, times, password_hash);
  const auto unlinked = example::load_conversations(change, community, ids, times, cast, places);
  example::load_showcase(change, community, ids, times, cast, places);
  example::link(change, community, unlinked, places);
  example::load_answers(change, community, ids, times, cast);
  change.commit();
  return true;
}

}  // namespace rapport::app
