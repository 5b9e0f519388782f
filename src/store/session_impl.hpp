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

enum class ErrorKind { conflict, busy, unreachable, other };

// The two engines, each in its own file; there is no third, so no interface.
std::unique_ptr<Session> open_sqlite(const std::string& path);
void execute_sqlite_script(soci::session& session, const std::string& sql);
ErrorKind sqlite_error_kind(const soci::soci_error& error);

std::unique_ptr<Session> open_postgresql(const std::string& target);
void execute_postgresql_script(soci::session& session, const std::string& sql);
bool postgresql_is_alive(soci::session& session);
ErrorKind postgresql_error_kind(const soci::soci_error& error);

}  // namespace rapport::store
