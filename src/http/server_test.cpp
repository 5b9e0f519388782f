#include "http/server.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "base/errors.hpp"
#include "http/server_fixture.hpp"

using namespace rapport::http;
using namespace std::chrono_literals;
using rapport::http::test::Client;
using rapport::http::test::House;
using rapport::http::test::quick;
using rapport::http::test::Running;

TEST_CASE("a connection serves one request after another") {
  Running server;
  server.start();
  auto client = server.client();
  for (int i = 0; i < 3; ++i) {
    const auto answer = client.get("/hello");
    CHECK(answer.status == 200);
    CHECK(answer.body == "<title>Hello</title><p>Ada &amp; Bob</p>");
    CHECK(answer.header("Connection") == "keep-alive");
    CHECK(answer.header("Date").ends_with(" GMT"));
  }
}

TEST_CASE("HEAD tells of the page without sending it") {
  Running server;
  server.start();
  auto client = server.client();
  client.send("HEAD /hello HTTP/1.1\r\nHost: community.example\r\n\r\n");
  const auto answer = client.receive(false);
  CHECK(answer.status == 200);
  CHECK(answer.header("Content-Length") == std::to_string(client.get("/hello").body.size()));
}

TEST_CASE("a method that no page has is 405") {
  Running server;
  server.start();
  auto client = server.client();
  client.send("DELETE /hello HTTP/1.1\r\nHost: community.example\r\n\r\n");
  const auto answer = client.receive();
  CHECK(answer.status == 405);
  CHECK(answer.header("Allow") == "GET, HEAD");
}

TEST_CASE("a form is posted") {
  Running server;
  server.start();
  auto client = server.client();
  const auto body = std::string("name=Ada+K&csrf_token=") + House::token;
  client.send(
      "POST /form HTTP/1.1\r\nHost: community.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      "Content-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body);
  CHECK(client.receive().body == "Ada K");
}

TEST_CASE("forwarded headers are believed of configured proxies only") {
  const std::string forwarded = "X-Forwarded-For: 203.0.113.9\r\n";
  Running open;
  open.start();
  CHECK(open.client().get("/address", forwarded).body == "127.0.0.1");
  auto settings = quick();
  settings.trusted_proxies = {"127.0.0.0/8"};
  Running proxied(settings);
  proxied.start();
  CHECK(proxied.client().get("/address", forwarded).body == "203.0.113.9");
}

TEST_CASE("stopping finishes the request that runs, and takes no more") {
  Running server;
  std::atomic<bool> entered{false};
  server.house().router().get("/slow", [&](const Request&) {
    entered = true;
    std::this_thread::sleep_for(300ms);
    return bytes("text/plain", "done");
  });
  server.start();
  auto client = server.client();
  client.send("GET /slow HTTP/1.1\r\nHost: community.example\r\n\r\n");
  while (!entered) std::this_thread::sleep_for(1ms);
  std::thread stopper([&] { server.stop(); });
  const auto answer = client.receive();
  stopper.join();
  CHECK(answer.body == "done");
  CHECK_THROWS(Client(server.address()));
}

TEST_CASE("an address that cannot be listened on is said plainly") {
  House house;
  CHECK_THROWS_AS(Server(house.pipeline(), {.listen = "somewhere:80"}), rapport::BadInput);
  CHECK_THROWS_AS(Server(house.pipeline(), {.listen = "127.0.0.1"}), rapport::BadInput);
  CHECK_THROWS_AS(Server(house.pipeline(), {.listen = "127.0.0.1:99999"}), rapport::BadInput);
  Running server;
  CHECK_THROWS_AS(Server(house.pipeline(), {.listen = server.address()}), rapport::BadInput);
}

TEST_CASE("requests sent ahead are answered in order") {
  Running server;
  server.start();
  auto client = server.client();
  const std::string rest = " HTTP/1.1\r\nHost: community.example\r\n\r\n";
  client.send("GET /hello" + rest + "GET /address" + rest + "GET /nowhere" + rest);
  CHECK(client.receive().body.find("Hello") != std::string::npos);
  CHECK(client.receive().body == "127.0.0.1");
  CHECK(client.receive().status == 404);
}

TEST_CASE("an attempt to upgrade is answered as any request") {
  Running server;
  server.start();
  CHECK(server.client().get("/hello", "Connection: Upgrade\r\nUpgrade: websocket\r\n").status == 200);
}
