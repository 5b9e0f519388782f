#include "http/access_log.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/errors.hpp"

using namespace rapport;
using namespace rapport::http;

namespace {

/// A log file for the length of a test.
struct LogFile {
  std::string path = (std::filesystem::temp_directory_path() / ("rapport-log-" + std::to_string(::getpid()))).string();
  ~LogFile() { std::filesystem::remove(path); }
  std::string text() const {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }
};

Request some_request() {
  Request request;
  request.id = "abc";
  request.method = Method::post;
  request.path = "/reset/s3cr3t/\"new\"";
  request.query_string = "q=private";
  request.route = "/reset/{token}/{rest}";
  request.params = {{"token", "s3cr3t"}};
  request.cookies = {{"session", "cookie-value"}};
  request.form = {{"password", "hunter2"}};
  request.address = "192.0.2.1";
  request.reader.member = MemberId{33};
  return request;
}

}  // namespace

TEST_CASE("a request is one line of JSON, and holds no secret") {
  const LogFile file;
  {
    AccessLog log(file.path);
    log.request(some_request(), 303, 12, 345, 0);
  }
  const auto line = nlohmann::json::parse(file.text());
  CHECK(line["time"] == "1970-01-01T00:00:00Z");
  CHECK(line["request"] == "abc");
  CHECK(line["method"] == "POST");
  CHECK(line["path"] == "/reset/…/\"new\"");
  CHECK(line["route"] == "/reset/{token}/{rest}");
  CHECK(line["status"] == 303);
  CHECK(line["bytes"] == 12);
  CHECK(line["duration_us"] == 345);
  CHECK(line["address"] == "192.0.2.1");
  CHECK(line["member"] == "11");
  for (const auto* secret : {"s3cr3t", "private", "cookie-value", "hunter2"}) {
    CHECK(file.text().find(secret) == std::string::npos);
  }
}

TEST_CASE("a fault is logged with the number of its request") {
  const LogFile file;
  AccessLog log(file.path);
  log.fault(some_request(), "line one\nline two", 0);
  log.flush();
  const auto line = nlohmann::json::parse(file.text());
  CHECK(line["request"] == "abc");
  CHECK(line["fault"] == "line one\nline two");
}

TEST_CASE("many threads write whole lines") {
  const LogFile file;
  {
    AccessLog log(file.path);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 500; ++n) log.request(some_request(), 200, 1, 1, 0);
      });
    }
    for (auto& thread : threads) thread.join();
  }
  std::ifstream lines(file.path);
  std::string line;
  int count = 0;
  while (std::getline(lines, line)) {
    REQUIRE(nlohmann::json::accept(line));
    ++count;
  }
  CHECK(count == 2000);
}

TEST_CASE("a log that cannot be opened is said plainly") {
  CHECK_THROWS_AS(AccessLog("/nowhere/at/all"), BadInput);
}
