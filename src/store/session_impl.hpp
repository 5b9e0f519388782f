#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

#include "store/query.hpp"

namespace rapport::store {

struct Session::Impl {
  Engine engine = Engine::sqlite;
  std::unique_ptr<soci::session> connection;
  std::unordered_map<const void*, std::unique_ptr<detail::PreparedBase>> statements;
  bool broken = false;  // the connection is lost: do not hand it out again

  ~Impl() { statements.clear(); }  // statements before their connection
};

enum class ErrorKind { conflict, busy, full, unreachable, other };  // full: only what writes fails

// The two engines, each in its own file; there is no third, so no interface.
std::unique_ptr<Session> open_sqlite(const std::string& path);
void execute_sqlite_script(soci::session& session, const std::string& sql);
bool sqlite_is_in_transaction(soci::session& session);  // false also when a full disk has ended it
ErrorKind sqlite_error_kind(const soci::soci_error& error);

std::unique_ptr<Session> open_postgresql(const std::string& target);
/// libpq's "key='value'" form of an address, with what a lost network needs to be noticed. @throws BadInput
std::string postgresql_keywords(const std::string& target);
void execute_postgresql_script(soci::session& session, const std::string& sql);
bool postgresql_is_alive(soci::session& session);
ErrorKind postgresql_error_kind(const soci::soci_error& error);

}  // namespace rapport::store
