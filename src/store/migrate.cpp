#include "store/migrate.hpp"

#include <algorithm>
#include <map>

#include "store/query.hpp"

namespace rapport::store {
namespace {

struct Migration {
  std::string name;  // "0014_commitment"
  std::string_view sql;
};

constexpr const char* kTable =
    "CREATE TABLE IF NOT EXISTS schema_migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL)";
constexpr const char* kDone = "SELECT number, name FROM schema_migration";
constexpr const char* kRecord = "INSERT INTO schema_migration (number, name) VALUES (:number, :name)";

std::map<std::int64_t, Migration> migrations_for(Engine engine, const std::vector<embedded::File>& files) {
  std::map<std::int64_t, Migration> found;
  for (const auto& file : files) {
    std::string name(file.path.substr(file.path.rfind('/') + 1));
    name.resize(name.size() - std::string_view(".sql").size());
    const std::string ours = engine == Engine::sqlite ? ".sqlite" : ".postgres";
    const std::string theirs = engine == Engine::sqlite ? ".postgres" : ".sqlite";
    if (name.ends_with(theirs)) continue;
    if (name.ends_with(ours)) name.resize(name.size() - ours.size());
    const std::int64_t number = std::stoll(name);
    if (!found.emplace(number, Migration{name, file.contents}).second) {
      throw std::logic_error("two migrations have the number of " + name);
    }
  }
  return found;
}

}  // namespace

std::vector<std::string> migrate(Database& database, const std::vector<embedded::File>& files) {
  const auto wanted = migrations_for(database.engine(), files);
  std::vector<std::string> ran;
  Transaction change{database};
  if (database.engine() == Engine::postgresql)
    change.session().execute_script("SELECT pg_advisory_xact_lock(20240101)");
  change.session().execute_script(kTable);
  std::map<std::int64_t, std::string> done;
  each(change, kDone, [&](std::int64_t number, std::string name) { done.emplace(number, name); });
  for (const auto& [number, name] : done) {
    if (!wanted.contains(number)) {
      throw BadInput("This database was made by a newer version of the program (it has " + name +
                     "). Install that version, or restore a backup.");
    }
  }
  for (const auto& [number, migration] : wanted) {
    if (done.contains(number)) continue;
    change.session().execute_script(std::string(migration.sql));
    execute(change, kRecord, arg("number", number), arg("name", migration.name));
    ran.push_back(migration.name);
  }
  change.commit();
  return ran;
}

}  // namespace rapport::store
