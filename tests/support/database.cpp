#include "support/database.hpp"

#include <cstdlib>
#include <stdexcept>

#include "store/migrate.hpp"
#include "support/source_files.hpp"

namespace rapport::test {
namespace {

bool on_postgresql() {
  const char* chosen = std::getenv("RAPPORT_TEST_DATABASE");
  return chosen && std::string(chosen) == "postgresql";
}

// "host=… port=… user=…" from tests/with_postgres, as an address of one database.
std::string postgres_address(const std::string& database) {
  const char* server = std::getenv("RAPPORT_TEST_POSTGRES");
  if (!server) throw std::runtime_error("RAPPORT_TEST_POSTGRES is not set: run this through tests/with_postgres");
  const std::string settings(server);
  const auto value = [&](const std::string& key) {
    const auto at = settings.find(key + "=") + key.size() + 1;
    return settings.substr(at, settings.find(' ', at) - at);
  };
  return "postgresql://" + value("user") + "@" + value("host") + ":" + value("port") + "/" + database;
}

// Migrated once per program; each test's database is a copy of it, which takes a tenth of the time.
const std::string& migrated_template() {
  static const std::string name = [] {
    const std::string made = "template_" + std::to_string(getpid());
    store::Database{postgres_address("postgres")}.session()->execute_script("CREATE DATABASE " + made);
    store::Database database{postgres_address(made)};
    store::migrate(database, source_migrations());
    return made;
  }();
  return name;
}

}  // namespace

FreshDatabase::FreshDatabase() {
  if (on_postgresql()) {
    static int count = 0;
    postgres_name_ = "test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
    store::Database server{postgres_address("postgres")};
    server.session()->execute_script("CREATE DATABASE " + postgres_name_ + " TEMPLATE " + migrated_template());
    address_ = postgres_address(postgres_name_);
    database_ = std::make_unique<store::Database>(address_);
  } else {
    folder_.emplace();
    address_ = "sqlite:" + folder_->path("test.sqlite");
    database_ = std::make_unique<store::Database>(address_);
    store::migrate(*database_, source_migrations());
  }
}

FreshDatabase::~FreshDatabase() {
  database_.reset();
  if (!postgres_name_.empty()) {
    store::Database server{postgres_address("postgres")};
    server.session()->execute_script("DROP DATABASE IF EXISTS " + postgres_name_ + " WITH (FORCE)");
  }
}

}  // namespace rapport::test
