#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "store/migrate.hpp"
#include "store/process_number.hpp"
#include "store/query.hpp"
#include "support/database.hpp"
#include "support/source_files.hpp"

using namespace rapport;
using namespace rapport::store;

namespace {

constexpr const char* kTable =
    "CREATE TABLE note (note_id BIGINT PRIMARY KEY, text TEXT NOT NULL, weight DOUBLE PRECISION, parent BIGINT "
    "REFERENCES note (note_id))";
constexpr const char* kInsert =
    "INSERT INTO note (note_id, text, weight, parent) VALUES (:id, :text, :weight, :parent)";
constexpr const char* kAll = "SELECT note_id, text, weight FROM note ORDER BY note_id";
constexpr const char* kCount = "SELECT count(*) FROM note";
constexpr const char* kText = "SELECT text FROM note WHERE note_id = :id OR note_id = :id + 100";

void insert(Session& session, std::int64_t id, std::string text, std::optional<double> weight = {},
            std::optional<std::int64_t> parent = {}) {
  execute(session, kInsert, arg("id", id), arg("text", text), arg("weight", weight), arg("parent", parent));
}

struct Notes {
  test::FreshDatabase database;
  Notes() { database->session()->execute_script(kTable); }
  std::int64_t count() { return *one<std::int64_t>(*database->session(), kCount); }
};

}  // namespace

TEST_CASE("what is written is read back, null included, in the types that the reader names") {
  Notes notes;
  {
    Transaction change{*notes.database};
    insert(change, 1, "héllo 'quoted' 日本", 0.1);
    insert(change, 2, "");
    change.commit();
  }
  std::vector<std::string> seen;
  each(*notes.database->session(), kAll, [&](std::int64_t id, std::string text, std::optional<double> weight) {
    seen.push_back(std::to_string(id) + text + (weight ? std::to_string(*weight) : "null"));
  });
  CHECK(seen == std::vector<std::string>{"1héllo 'quoted' 日本0.100000", "2null"});
}

TEST_CASE("a parameter may stand twice in one statement, and a statement runs many times") {
  Notes notes;
  auto session = notes.database->session();
  for (int id = 1; id <= 200; ++id) insert(session, id, "n" + std::to_string(id));
  for (int id = 101; id <= 200; ++id)
    CHECK(one<std::string>(session, kText, arg("id", id)) == "n" + std::to_string(id));
  CHECK(!one<std::string>(session, kText, arg("id", 999)));
}

TEST_CASE("a transaction that is not committed leaves nothing") {
  Notes notes;
  {
    Transaction change{*notes.database};
    insert(change, 1, "lost");
  }
  CHECK(notes.count() == 0);
}

TEST_CASE("what the schema refuses is a conflict whose message holds no value") {
  Notes notes;
  auto session = notes.database->session();
  insert(session, 1, "first");
  try {
    insert(session, 1, "secret-value");
    FAIL("a duplicate key was accepted");
  } catch (const Conflict& conflict) {
    CHECK(std::string(conflict.what()).find("secret-value") == std::string::npos);
  }
  CHECK_THROWS_AS(insert(session, 2, "orphan", {}, 77), Conflict);
  insert(session, 3, "the session still works");
  CHECK(notes.count() == 2);
}

TEST_CASE("a database that is full refuses what is written, is read, and takes more when there is room") {
  Notes notes;
  if (notes.database->engine() != Engine::sqlite) return;  // PostgreSQL's disk is its own affair
  {
    Transaction change{*notes.database};
    insert(change, 1, "before");
    change.commit();
  }
  notes.database->session()->execute_script("PRAGMA max_page_count = 1");  // no less than it has now
  for (int attempt = 0; attempt < 2; ++attempt) {
    Transaction change{*notes.database};
    CHECK_THROWS_AS(insert(change, 2, std::string(100'000, 'x')), Unavailable);
  }
  CHECK(notes.count() == 1);
  notes.database->session()->execute_script("PRAGMA max_page_count = 100000");
  Transaction change{*notes.database};
  insert(change, 2, std::string(100'000, 'x'));
  change.commit();
  CHECK(notes.count() == 2);
}

TEST_CASE("several that open a new database file at once all can use it") {
  Notes notes;
  if (notes.database->engine() != Engine::sqlite) return;  // PostgreSQL makes its own files
  std::atomic<int> usable = 0;
  for (int file = 0; file < 30; ++file) {
    const std::string address = notes.database.address() + std::to_string(file);
    std::vector<std::thread> openers;
    for (int opener = 0; opener < 4; ++opener)
      openers.emplace_back([&] {
        try {
          Database database{address};
          ++usable;
        } catch (const Unavailable& error) {
          MESSAGE(error.what());
        }
      });
    for (auto& opener : openers) opener.join();
  }
  CHECK(usable == 120);
}

TEST_CASE("threads write at once and lose nothing") {
  Notes notes;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < 25; ++i) {
        Transaction change{*notes.database};
        insert(change, writer * 1000 + i, "x");
        change.commit();
      }
    });
  }
  for (auto& writer : writers) writer.join();
  CHECK(notes.count() == 100);
}

TEST_CASE("listeners hear of a commit, and not of a rollback") {
  Notes notes;
  std::atomic<int> heard{0};
  std::atomic<bool> ready{notes.database->engine() == Engine::sqlite};
  auto listening = notes.database->listen([&](std::string_view channel, std::string_view payload) {
    if (channel == "reconnected") ready = true;
    if (channel == "note" && payload == "42") ++heard;
  });
  for (int i = 0; i < 500 && !ready; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  REQUIRE(ready);
  {
    Transaction rolled_back{*notes.database};
    rolled_back.notify("note", "42");
  }
  Transaction change{*notes.database};
  change.notify("note", "42");
  change.commit();
  for (int i = 0; i < 500 && heard == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK(heard == 1);
}

TEST_CASE("migrations run once, in order, and a newer database is refused") {
  test::FreshDatabase database;  // has migrated
  auto files = test::source_migrations();
  CHECK(migrate(*database, files).empty());
  files.push_back({"x/9998_second.sql", "INSERT INTO migrated VALUES (2)"});
  files.push_back({"x/9997_first.sql", "CREATE TABLE migrated (n BIGINT)"});
  CHECK(migrate(*database, files) == std::vector<std::string>{"9997_first", "9998_second"});
  CHECK_THROWS_AS(migrate(*database, test::source_migrations()), BadInput);
}

TEST_CASE("a migration that fails leaves the schema as it was") {
  test::FreshDatabase database;
  auto files = test::source_migrations();
  files.push_back({"x/9997_first.sql", "CREATE TABLE half (n BIGINT)"});
  files.push_back({"x/9998_second.sql", "CREATE TABLE oops ("});
  CHECK_THROWS_AS(migrate(*database, files), std::logic_error);
  CHECK_THROWS_AS(database->session()->execute_script("SELECT n FROM half"), std::logic_error);
}

TEST_CASE("processes on one database have different numbers, and a number comes back") {
  test::FreshDatabase database;
  SystemClock clock;
  int freed;
  {
    ProcessNumber first{*database, clock}, second{*database, clock};
    CHECK(first.value() != second.value());
    freed = first.value();
  }
  ProcessNumber again{*database, clock};
  CHECK(again.value() == freed);
}

TEST_CASE("a number whose lease ran out is given away last, the one that ran out longest ago first") {
  test::FreshDatabase database;
  FixedClock clock{1'800'000'000'000};
  const auto leave = [&](int number, std::int64_t expires_at) {
    database->session()->execute_script("INSERT INTO process_lease (number, holder, expires_at) VALUES (" +
                                        std::to_string(number) + ", 'gone', " + std::to_string(expires_at) + ")");
  };
  for (int number = 0; number < 31; ++number) leave(number, clock.now_ms() - (number == 7 ? 2000 : 1000));
  ProcessNumber unused{*database, clock}, oldest{*database, clock};
  CHECK(unused.value() == 31);
  CHECK(oldest.value() == 7);
}

TEST_CASE("a wrong address says what is expected") {
  CHECK_THROWS_AS(Address::parse("mysql://x"), BadInput);
  CHECK_THROWS_AS(Address::parse("sqlite:"), BadInput);
  CHECK_THROWS_AS(Database{"sqlite:/nonexistent-folder/x.sqlite"}, Unavailable);
  CHECK_THROWS_AS(Database{"postgresql://nobody@127.0.0.1:1/x"}, Unavailable);
}
