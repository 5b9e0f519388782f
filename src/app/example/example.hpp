#pragma once

#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "members/members.hpp"
#include "store/database.hpp"

namespace rapport::app {

/// An account of the example that a newcomer may sign in with.
struct ExampleAccount {
  std::string email;
  std::string role;
};
inline constexpr const char* kExamplePassword = "lark over the hill";
std::vector<ExampleAccount> example_accounts();

/// Fills an empty community with the example (example/README.md), all of it or nothing, in seconds. Whatever simulates
/// is drawn with a fixed seed. Does nothing if somebody has an account already. @return whether it loaded
bool load_example(store::Database& database, CommunityId community, const Clock& clock, IdSource& ids,
                  members::Passwords& passwords);

}  // namespace rapport::app
