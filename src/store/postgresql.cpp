#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>

#include <string_view>
#include <utility>

#include "store/session_impl.hpp"

namespace rapport::store {
namespace {

PGconn* handle(soci::session& session) {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

// A server that vanishes without a word is given up after seconds, unless the address says otherwise.
constexpr std::pair<std::string_view, const char*> kWhenLost[] = {{"connect_timeout", "5"},
                                                                  {"keepalives_idle", "10"},
                                                                  {"keepalives_interval", "5"},
                                                                  {"keepalives_count", "3"},
                                                                  {"tcp_user_timeout", "15000"}};

const char* when_lost(std::string_view keyword) {
  for (const auto& [name, value] : kWhenLost) {
    if (name == keyword) return value;
  }
  return nullptr;
}

}  // namespace

// SOCI takes this form only, and would mistake a URL for a key.
std::string postgresql_keywords(const std::string& url) {
  char* why = nullptr;
  PQconninfoOption* options = PQconninfoParse(url.c_str(), &why);
  if (!options) {
    PQfreemem(why);  // may repeat the password: not shown
    throw BadInput("The PostgreSQL address cannot be read; expected postgresql://USER:PASSWORD@HOST:PORT/DATABASE.");
  }
  std::string keywords;
  for (const PQconninfoOption* option = options; option->keyword; ++option) {
    const char* value = option->val ? option->val : when_lost(option->keyword);
    if (!value) continue;
    keywords += std::string(option->keyword) + "='";
    for (const char* c = value; *c; ++c) {
      if (*c == '\'' || *c == '\\') keywords += '\\';
      keywords += *c;
    }
    keywords += "' ";
  }
  PQconninfoFree(options);
  return keywords;
}

std::unique_ptr<Session> open_postgresql(const std::string& target) {
  auto impl = std::make_unique<Session::Impl>();
  impl->engine = Engine::postgresql;
  const std::string keywords = postgresql_keywords(target);
  try {
    impl->connection = std::make_unique<soci::session>(soci::postgresql, keywords);
    execute_postgresql_script(
        *impl->connection,
        "SET client_min_messages = warning; SET statement_timeout = '60s'; SET lock_timeout = '15s';"
        "SET idle_in_transaction_session_timeout = '60s'; SET synchronous_commit = on");
  } catch (const soci::soci_error&) {
    throw Unavailable("The PostgreSQL server cannot be reached, or refuses this account or database.");
  }
  return std::make_unique<Session>(std::move(impl));
}

void execute_postgresql_script(soci::session& session, const std::string& sql) {
  PGresult* result = PQexec(handle(session), sql.c_str());
  const auto status = PQresultStatus(result);
  const bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string sqlstate = state ? state : "08006";
  const std::string message = primary ? primary : "connection lost";
  PQclear(result);
  if (!ok) throw soci::postgresql_soci_error(message, sqlstate.c_str());
}

bool postgresql_is_alive(soci::session& session) {
  return PQstatus(handle(session)) == CONNECTION_OK;
}

ErrorKind postgresql_error_kind(const soci::soci_error& error) {
  const auto* postgresql = dynamic_cast<const soci::postgresql_soci_error*>(&error);
  if (!postgresql) return ErrorKind::other;
  const std::string state = postgresql->sqlstate();
  const std::string group = state.substr(0, 2);
  if (group == "23") return ErrorKind::conflict;
  if (state == "40001" || state == "40P01" || state == "55P03" || state == "57014") return ErrorKind::busy;
  // 08 connection, 53 resources (disk full, too many connections), 57 shutdown, 58 system, 25P03 idle timeout; states
  // without letters or digits come from a connection that broke.
  if (group == "08" || group == "53" || group == "57" || group == "58" || state == "25P03" || group == "  ") {
    return ErrorKind::unreachable;
  }
  return ErrorKind::other;
}

}  // namespace rapport::store
