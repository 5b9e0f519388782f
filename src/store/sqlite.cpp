// Brings in SQLite's own header, within a namespace.
#include <soci/sqlite3/soci-sqlite3.h>

#include <chrono>
#include <thread>

#include "store/session_impl.hpp"

namespace rapport::store {
using namespace sqlite_api;

namespace {

sqlite3* handle(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

/// Once, before SQLite is first used. A lease hands a session to one thread at a time, so SQLite need not lock each of
/// its calls; nobody reads its memory statistics, which cost a lock per allocation.
void settle_threads() {
  static const bool settled = [] {
    return sqlite3_config(SQLITE_CONFIG_MULTITHREAD) == SQLITE_OK &&
           sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK;
  }();
  static_cast<void>(settled);  // somebody else used SQLite first: it works, with the locks
}

/// Runs the settings of a connection. Two programs that turn a new file to WAL at once meet a lock for which SQLite
/// does not wait, whatever its busy timeout says: the later one tries again until the other is through.
int apply_settings(sqlite3* db, const char* settings) {
  constexpr std::chrono::seconds patience{10};
  const auto deadline = std::chrono::steady_clock::now() + patience;
  int result = sqlite3_exec(db, settings, nullptr, nullptr, nullptr);
  while (result == SQLITE_BUSY && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    result = sqlite3_exec(db, settings, nullptr, nullptr, nullptr);
  }
  return result;
}

}  // namespace

std::unique_ptr<Session> open_sqlite(const std::string& path) {
  auto impl = std::make_unique<Session::Impl>();
  impl->engine = Engine::sqlite;
  settle_threads();
  try {
    impl->connection = std::make_unique<soci::session>(soci::sqlite3, "db=\"" + path + "\" timeout=10");
  } catch (const soci::soci_error&) {
    throw Unavailable("The database file " + path + " cannot be opened.");
  }
  sqlite3* db = handle(*impl->connection);
  // An acknowledged write is durable: WAL syncs at every commit. Temporary tables and sorting stay in memory.
  const char* settings =
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 10000;"
      "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4096; PRAGMA wal_autocheckpoint = 2000;";
  if (apply_settings(db, settings) != SQLITE_OK) {
    throw Unavailable("The database file " + path + " cannot be used: " + sqlite3_errmsg(db) + ".");
  }
  return std::make_unique<Session>(std::move(impl));
}

void execute_sqlite_script(soci::session& session, const std::string& sql) {
  sqlite3* db = handle(session);
  const int result = sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) throw soci::sqlite3_soci_error(sqlite3_errmsg(db), result);
}

bool sqlite_is_in_transaction(soci::session& session) {
  return sqlite3_get_autocommit(handle(session)) == 0;
}

ErrorKind sqlite_error_kind(const soci::soci_error& error) {
  const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
  if (!sqlite) return ErrorKind::other;
  switch (sqlite->result() & 0xff) {
    case SQLITE_CONSTRAINT:
      return ErrorKind::conflict;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorKind::busy;
    case SQLITE_FULL:
    case SQLITE_READONLY:
      return ErrorKind::full;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
      return ErrorKind::unreachable;
    default:
      return ErrorKind::other;
  }
}

}  // namespace rapport::store
