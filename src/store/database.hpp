#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/errors.hpp"

namespace rapport::store {

enum class Engine { sqlite, postgresql };

/// A value that the schema refuses: a duplicate key, a missing parent, a failed check. The message names no values.
struct Conflict : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One connection with its prepared statements, for one thread at a time. SQL goes through query.hpp, which only
/// *_store.cpp files include.
class Session {
 public:
  struct Impl;
  explicit Session(std::unique_ptr<Impl> impl);
  ~Session();
  Session(const Session&) = delete;

  Engine engine() const;
  Impl& impl() { return *impl_; }

  /// Runs several statements separated by ";" without parameters, as migrations are. @throws as query.hpp
  void execute_script(const std::string& sql);

 private:
  std::unique_ptr<Impl> impl_;
};

/// A database address: "sqlite:PATH" or "postgresql://…" as libpq reads it. @throws BadInput with what is expected
struct Address {
  Engine engine;
  std::string target;
  static Address parse(std::string_view text);
};

/// Hands out sessions. Thread-safe. A session that lost its connection is thrown away, so the next one reconnects.
class Database {
 public:
  /// @throws Unavailable if it cannot be reached or opened
  explicit Database(std::string_view address);
  ~Database();
  Database(const Database&) = delete;

  Engine engine() const { return address_.engine; }
  const Address& address() const { return address_; }

  /// A session for this block: returned when the lease ends.
  class Lease {
   public:
    Lease(Database& database, std::unique_ptr<Session> session);
    ~Lease();
    Lease(const Lease&) = delete;
    Session& operator*() { return *session_; }
    Session* operator->() { return session_.get(); }
    operator Session&() { return *session_; }

   private:
    Database& database_;
    std::unique_ptr<Session> session_;
  };
  /// @throws Unavailable if the database cannot be reached
  Lease session();

  /// Called after a commit that used notify(): in this process for SQLite; for PostgreSQL, in every process that
  /// listens. Called on some thread; must be quick. The returned handle unsubscribes.
  using Listener = std::function<void(std::string_view channel, std::string_view payload)>;
  [[nodiscard]] std::shared_ptr<void> listen(Listener listener);

 private:
  friend class Transaction;
  std::unique_ptr<Session> open();
  void publish(std::string_view channel, std::string_view payload);

  struct Listening;
  Address address_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Session>> idle_;
  std::mutex writer_;  // SQLite has one writer: queue here, fairly, instead of in its busy handler
  std::shared_ptr<Listening> listening_;
};

/// A write transaction: rolled back unless commit() returned. After commit() the change is durable.
///   store::Transaction change{database};
///   store_.insert(change.session(), …);
///   change.commit();
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;

  Session& session() { return *lease_; }
  operator Session&() { return *lease_; }

  /// Tells every listener of every process, once and only if the transaction commits. Payload: short, no secrets.
  void notify(std::string channel, std::string payload);
  /// @throws Unavailable if the disk is full or the connection broke: then nothing was written
  void commit();

 private:
  Database& database_;
  std::unique_lock<std::mutex> writer_;
  Database::Lease lease_;
  bool open_ = false;
  std::vector<std::pair<std::string, std::string>> notices_;
};

}  // namespace rapport::store
