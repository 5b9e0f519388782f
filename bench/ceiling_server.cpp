// What this machine and this HTTP server can do at most, for comparison with the product's pages: a fixed 100-byte
// answer, a fixed 30-kB answer, and a bare "read 20 posts, append strings" page without escaping, templates,
// permissions or layout.
//   ceiling_server FOLDER     prints its address; stops on SIGTERM
#include <sqlite3.h>

#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>

#include "base/clock.hpp"
#include "base/embedded.hpp"
#include "http/messages.hpp"
#include "http/pipeline.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "http/views.hpp"

using namespace rapport;

namespace {

constexpr int kPosts = 20'000;
constexpr int kPostBytes = 1'500;  // 20 of them with their markup make a page of about 31 kB

void check(int result, sqlite3* db) {
  if (result != SQLITE_OK && result != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db));
}

void fill(const std::string& path) {
  sqlite3* db = nullptr;
  check(sqlite3_open(path.c_str(), &db), db);
  check(sqlite3_exec(db,
                     "PRAGMA journal_mode = WAL; CREATE TABLE post (topic INTEGER, position INTEGER, author TEXT, "
                     "body TEXT, PRIMARY KEY (topic, position)) WITHOUT ROWID; BEGIN",
                     nullptr, nullptr, nullptr),
        db);
  sqlite3_stmt* insert = nullptr;
  check(sqlite3_prepare_v2(db, "INSERT INTO post VALUES (?, ?, 'Ada Kern', ?)", -1, &insert, nullptr), db);
  const std::string body(kPostBytes, 'x');
  for (int i = 0; i < kPosts; ++i) {
    sqlite3_bind_int(insert, 1, i / 20);
    sqlite3_bind_int(insert, 2, i % 20);
    sqlite3_bind_text(insert, 3, body.c_str(), -1, SQLITE_STATIC);
    check(sqlite3_step(insert), db);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  check(sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr), db);
  sqlite3_close(db);
}

/// One connection and one prepared statement per worker thread.
struct Reading {
  sqlite3* db = nullptr;
  sqlite3_stmt* posts = nullptr;
  explicit Reading(const std::string& path) {
    check(sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr), db);
    check(sqlite3_prepare_v2(db, "SELECT author, body FROM post WHERE topic = ? ORDER BY position LIMIT 20", -1, &posts,
                             nullptr),
          db);
  }
  ~Reading() {
    sqlite3_finalize(posts);
    sqlite3_close(db);
  }
  Reading(const Reading&) = delete;
};

std::string bare_page(const std::string& path) {
  thread_local Reading reading{path};
  std::string page = "<!doctype html><title>Topic</title><ol>";
  sqlite3_bind_int(reading.posts, 1, 500);
  while (sqlite3_step(reading.posts) == SQLITE_ROW) {
    page += "<li><b>";
    page += reinterpret_cast<const char*>(sqlite3_column_text(reading.posts, 0));
    page += "</b><p>";
    page += reinterpret_cast<const char*>(sqlite3_column_text(reading.posts, 1));
    page += "</p></li>";
  }
  sqlite3_reset(reading.posts);
  page += "</ol>";
  return page;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 2) throw std::runtime_error("usage: ceiling_server FOLDER");
  const std::string path = std::string(argv[1]) + "/ceiling.sqlite";
  if (!std::filesystem::exists(path)) fill(path);

  const std::string small(100, 'x');
  const std::string large(30'000, 'x');
  http::Router router;
  router.get("/fixed-100", [&](const http::Request&) { return http::bytes("text/plain", small); });
  router.get("/fixed-30k", [&](const http::Request&) { return http::bytes("text/html; charset=utf-8", large); });
  router.get("/bare-topic",
             [&](const http::Request&) { return http::bytes("text/html; charset=utf-8", bare_page(path)); });

  const SystemClock clock;
  const http::Messages messages(embedded::messages(), "en");
  const http::Views views({}, messages, {});
  http::Pipeline::Hooks hooks;
  hooks.identify = [](http::Request&) {};
  hooks.layout = [](const http::Request&) { return http::Value(); };
  http::Pipeline::Settings unlimited;
  unlimited.requests_per_minute_per_address = 0;
  http::Pipeline pipeline(router, views, messages, clock, hooks, unlimited);
  http::Server::Settings settings;
  settings.listen = "127.0.0.1:0";
  settings.handle_signals = true;
  http::Server server(pipeline, settings);
  std::cout << "http://" << server.address() << std::endl;
  server.run();
  return 0;
} catch (const std::exception& error) {
  std::cerr << "ceiling_server: " << error.what() << "\n";
  return 1;
}
