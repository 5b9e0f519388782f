#pragma once

#include <memory>
#include <optional>
#include <string>

#include "store/database.hpp"
#include "support/folder.hpp"

namespace rapport::test {

/// A fresh database with the product's schema, of the engine that RAPPORT_TEST_DATABASE names (sqlite by default), gone
/// at the end. ctest runs every program of a layer with DATABASE_TESTS once per engine.
class FreshDatabase {
 public:
  FreshDatabase();
  ~FreshDatabase();

  store::Database& operator*() { return *database_; }
  store::Database* operator->() { return database_.get(); }
  operator store::Database&() { return *database_; }
  const std::string& address() const { return address_; }

 private:
  std::string address_;
  std::optional<Folder> folder_;  // SQLite: holds the file
  std::string postgres_name_;     // PostgreSQL: the database made for this test
  std::unique_ptr<store::Database> database_;
};

}  // namespace rapport::test
