#include "store/session_impl.hpp"

namespace rapport::store {

Session::Session(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Session::~Session() = default;

Engine Session::engine() const {
  return impl_->engine;
}

void Session::execute_script(const std::string& sql) {
  try {
    if (impl_->engine == Engine::sqlite) {
      execute_sqlite_script(*impl_->connection, sql);
    } else {
      execute_postgresql_script(*impl_->connection, sql);
    }
  } catch (const soci::soci_error&) {
    detail::rethrow(*this, sql.c_str());
  }
}

namespace detail {

soci::session& connection(Session& session) {
  return *session.impl().connection;
}

std::unordered_map<const void*, std::unique_ptr<PreparedBase>>& statements(Session& session) {
  return session.impl().statements;
}

void rethrow(Session& session, const char* sql) {
  Session::Impl& impl = session.impl();
  try {
    throw;
  } catch (const soci::soci_error& error) {
    const bool postgresql = impl.engine == Engine::postgresql;
    ErrorKind kind = postgresql ? postgresql_error_kind(error) : sqlite_error_kind(error);
    if (postgresql && !postgresql_is_alive(*impl.connection)) kind = ErrorKind::unreachable;
    // SOCI's text repeats bound values; only its first line, the database's own message, may leave this layer.
    std::string message = error.get_error_message();
    message = message.substr(0, message.find('\n'));
    if (message.starts_with("sqlite3_")) message.erase(0, message.find(": ") + 2);  // the name of a function of SOCI
    switch (kind) {
      case ErrorKind::conflict:
        throw Conflict("The database refused a value: " + message + ".");
      case ErrorKind::busy:
        throw Unavailable("The database is busy: " + message + ".");
      case ErrorKind::full:
        throw Unavailable("The database cannot be written to now: " + message + ".");
      case ErrorKind::unreachable:
        impl.broken = true;
        throw Unavailable("The database cannot be used now: " + message + ".");
      case ErrorKind::other:
        break;
    }
    throw std::logic_error("A statement failed: " + message + " in: " + std::string(sql).substr(0, 400));
  }
}

}  // namespace detail
}  // namespace rapport::store
