#pragma once

#include <string>

#include "app/example/source.hpp"
#include "store/database.hpp"

namespace rapport::app::example {

constexpr int kMembers = 2000;

/// The staff and members of people.json, and as many more from its lists of names as make about two thousand.
/// @param password_hash  of the one password that all of them share; empty: nobody can sign in
Cast load_people(store::Transaction& change, CommunityId community, IdSource& ids, const Times& times,
                 const std::string& password_hash);

}  // namespace rapport::app::example
