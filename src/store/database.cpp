#include "store/database.hpp"

#include "store/listening.hpp"
#include "store/session_impl.hpp"

namespace rapport::store {
namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr std::size_t kIdleSessions = 32;
constexpr const char* kNotify = "SELECT 1 FROM (SELECT pg_notify('rapport', :message)) AS sent";

}  // namespace

Address Address::parse(std::string_view text) {
  if (text.starts_with(kSqlite) && text.size() > kSqlite.size()) {
    return {Engine::sqlite, std::string(text.substr(kSqlite.size()))};
  }
  if (text.starts_with("postgresql://") || text.starts_with("postgres://"))
    return {Engine::postgresql, std::string(text)};
  throw BadInput("The database address must be sqlite:PATH or postgresql://USER@HOST/DATABASE.");
}

Database::Database(std::string_view address)
    : address_(Address::parse(address)), listening_(std::make_shared<Listening>(address_)) {
  idle_.push_back(open());  // so that a wrong address is told at once
}

Database::~Database() = default;

std::unique_ptr<Session> Database::open() {
  return address_.engine == Engine::sqlite ? open_sqlite(address_.target) : open_postgresql(address_.target);
}

Database::Lease Database::session() {
  {
    std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto session = std::move(idle_.back());  // the last one used has the warmest caches
      idle_.pop_back();
      return Lease{*this, std::move(session)};
    }
  }
  return Lease{*this, open()};
}

Database::Lease::Lease(Database& database, std::unique_ptr<Session> session)
    : database_(database), session_(std::move(session)) {}

Database::Lease::~Lease() {
  if (session_->impl().broken) {
    // SQLite's others keep the file open, without which a full disk could not even be read from.
    if (database_.engine() == Engine::sqlite) return;
    // The others were opened before the same fault: drop them too, so that recovery needs no restart.
    std::vector<std::unique_ptr<Session>> dropped;
    std::lock_guard lock(database_.mutex_);
    dropped.swap(database_.idle_);
    return;
  }
  std::lock_guard lock(database_.mutex_);
  if (database_.idle_.size() < kIdleSessions) database_.idle_.push_back(std::move(session_));
}

Transaction::Transaction(Database& database)
    : database_(database),
      writer_(database.engine() == Engine::sqlite ? std::unique_lock(database.writer_)
                                                  : std::unique_lock<std::mutex>()),
      lease_(database.session()) {
  lease_->execute_script(database.engine() == Engine::sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
  open_ = true;
}

Transaction::~Transaction() {
  if (!open_) return;
  if (database_.engine() == Engine::sqlite && !sqlite_is_in_transaction(*lease_->impl().connection)) return;
  try {
    lease_->execute_script("ROLLBACK");
  } catch (...) {
    lease_->impl().broken = true;  // whatever its state is, nobody gets it again
  }
}

void Transaction::notify(std::string channel, std::string payload) {
  notices_.emplace_back(std::move(channel), std::move(payload));
}

void Transaction::commit() {
  if (database_.engine() == Engine::postgresql) {
    for (const auto& [channel, payload] : notices_) {
      one<std::int64_t>(*lease_, kNotify, arg("message", channel + " " + payload));
    }
  }
  lease_->execute_script("COMMIT");  // if it fails the destructor rolls back
  open_ = false;
  if (writer_.owns_lock()) writer_.unlock();  // listeners may write
  for (const auto& [channel, payload] : notices_) database_.publish(channel, payload);
}

}  // namespace rapport::store
