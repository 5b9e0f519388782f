#pragma once

#include <string>
#include <type_traits>

#include "members/member_store.hpp"
#include "support/database.hpp"

namespace rapport::test {

/// A fresh database with one community and whoever is added: for tests of stores and rules of src/members.
class Community {
 public:
  static constexpr CommunityId id{1};

  FreshDatabase database;
  FixedClock clock{1795269909000};  // 21 November 2026
  IdSource ids{clock, 0};

  Community() {
    database->session()->execute_script(
        "INSERT INTO community (community_id, host, name, created_at) VALUES (1, '*', 'Test community', 0)");
  }

  MemberId add(const std::string& name, const std::string& email, Role role = Role::member,
               const std::string& password_hash = "") {
    const auto member = ids.next<MemberId>();
    change([&](store::Transaction& transaction) {
      members::insert_member(transaction, {.community = id,
                                           .id = member,
                                           .name = name,
                                           .email = email,
                                           .password_hash = password_hash,
                                           .role = role,
                                           .now_ms = clock.now_ms()});
    });
    return member;
  }

  /// Runs some work in a transaction and commits it.
  template <class Work>
  std::invoke_result_t<Work, store::Transaction&> change(Work work) {
    store::Transaction transaction{*database};
    if constexpr (std::is_void_v<std::invoke_result_t<Work, store::Transaction&>>) {
      work(transaction);
      transaction.commit();
    } else {
      auto result = work(transaction);
      transaction.commit();
      return result;
    }
  }
};

}  // namespace rapport::test
