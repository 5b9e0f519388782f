#include "app/example/people.hpp"

#include <random>

#include "members/member_store.hpp"
#include "text/slug.hpp"

namespace rapport::app::example {
namespace {

constexpr std::uint64_t kSeed = 20261121;
constexpr double kOldestMemberDays = 1600;

Role role_of(const Json& person) {
  std::string word = person.value("role", "member");
  for (char& c : word) {
    if (c == '_') c = '-';
  }
  return role_from(word).value();
}

const Json& pick(const Json& list, std::mt19937_64& random) {
  return list[random() % list.size()];
}

const Json& pick_by_weight(const Json& origins, std::mt19937_64& random) {
  std::uint64_t total = 0;
  for (const auto& origin : origins) total += origin.at("weight").get<std::uint64_t>();
  std::uint64_t drawn = random() % total;
  for (const auto& origin : origins) {
    const auto weight = origin.at("weight").get<std::uint64_t>();
    if (drawn < weight) return origin;
    drawn -= weight;
  }
  return origins.back();
}

struct Loader {
  store::Transaction& change;
  CommunityId community;
  IdSource& ids;
  const Times& times;
  const std::string& password_hash;
  Cast cast = {};

  MemberId add(const std::string& name, const std::string& email, const std::string& city, const std::string& bio,
               Role role, double joined_days_before) {
    members::NewMember member;
    member.community = community;
    member.id = ids.next<MemberId>();
    member.name = name;
    member.email = email;
    member.password_hash = password_hash;
    member.role = role;
    member.bio = bio;
    member.city = city;
    member.now_ms = times.days_before(joined_days_before);
    members::insert_member(change, member);
    cast.everybody.push_back(member.id);
    return member.id;
  }

  void add_written(const Json& person, Role role) {
    cast.by_handle[person.at("handle")] = add(person.at("name"), person.at("email"), person.value("city", ""),
                                              person.value("bio", ""), role, person.at("joined_days_before"));
  }

  void add_drawn(const Json& origins) {
    static constexpr std::array<const char*, 3> kHosts{"example.org", "example.com", "example.net"};
    std::mt19937_64 random(kSeed);
    for (int number = 1; cast.everybody.size() < kMembers; ++number) {
      const auto& origin = pick_by_weight(origins, random);
      const std::string first = pick(origin.at("first"), random);
      const std::string last = pick(origin.at("last"), random);
      const std::string city = pick(origin.at("cities"), random);
      const std::string email =
          text::slug(first) + "." + text::slug(last) + "." + std::to_string(number) + "@" + kHosts[random() % 3];
      const double joined = static_cast<double>(random() % 10'000) / 10'000.0 * kOldestMemberDays;
      add(first + " " + last, email, city, "", Role::member, joined);
    }
  }
};

}  // namespace

Cast load_people(store::Transaction& change, CommunityId community, IdSource& ids, const Times& times,
                 const std::string& password_hash) {
  const Json people = read("people.json");
  Loader loader{change, community, ids, times, password_hash};
  for (const auto& person : people.at("staff")) loader.add_written(person, role_of(person));
  const auto& organizers = people.at("organizers");
  for (const auto& person : people.at("members")) {
    const bool organizes = std::find(organizers.begin(), organizers.end(), person.at("handle")) != organizers.end();
    loader.add_written(person, organizes ? Role::organizer : Role::member);
  }
  loader.add_drawn(people.at("generated").at("origins"));
  return loader.cast;
}

}  // namespace rapport::app::example
