#include <doctest/doctest.h>

#include <vector>

#include "http/server_fixture.hpp"

using namespace rapport::http;
using namespace std::chrono_literals;
using rapport::http::test::Client;
using rapport::http::test::quick;
using rapport::http::test::Running;

TEST_CASE("headers that are too large are 431, not a closed door") {
  Running server;
  server.start();
  CHECK(server.client().get("/hello", "Cookie: " + std::string(20'000, 'c') + "\r\n").status == 200);
  CHECK(server.client().get("/hello", "Cookie: " + std::string(50'000, 'c') + "\r\n").status == 431);
  CHECK(server.client().get("/hello", "Cookie: " + std::string(200'000, 'c') + "\r\n").status == 431);
  CHECK(server.client().get("/" + std::string(50'000, 'x')).status == 431);
}

TEST_CASE("a body that is too large is 413 as soon as it is announced, without reading it") {
  Running server;
  server.start();
  auto client = server.client();
  client.send("POST /form HTTP/1.1\r\nHost: community.example\r\nContent-Length: 99999999999\r\n\r\nabc");
  const auto answer = client.receive();
  CHECK(answer.status == 413);
  CHECK(answer.header("Connection") == "close");
  CHECK(client.is_closed_within(5s));
}

TEST_CASE("a body within the server's limit but over the route's is 413 too") {
  Running server;
  server.start();
  auto client = server.client();
  client.send("POST /small HTTP/1.1\r\nHost: community.example\r\nContent-Length: 1000\r\n\r\n" +
              std::string(1000, 'x'));
  CHECK(client.receive().status == 413);
}

TEST_CASE("a client that asks before sending its body is told to go on, or not to") {
  Running server;
  server.start();
  const std::string head = "POST /hook HTTP/1.1\r\nHost: community.example\r\nExpect: 100-continue\r\nContent-Length: ";
  auto client = server.client();
  client.send(head + "5\r\n\r\n");
  CHECK(client.receive().status == 100);
  client.send("hello");
  CHECK(client.receive().body == "heard");
  client.send(head + "999999999\r\n\r\n");
  CHECK(client.receive().status == 413);
}

TEST_CASE("an endless body is cut") {
  auto settings = quick();
  settings.body_bytes = 100'000;
  Running server(settings);
  server.start();
  auto client = server.client();
  client.send("POST /form HTTP/1.1\r\nHost: community.example\r\nTransfer-Encoding: chunked\r\n\r\n");
  const auto piece = "1000\r\n" + std::string(4096, 'x') + "\r\n";
  int sent = 0;
  while (sent < 1000 && client.send(piece)) ++sent;
  CHECK(client.receive().status == 413);
  CHECK(client.is_closed_within(5s));
}

TEST_CASE("a body in millions of tiny pieces is cut") {
  Running server;
  server.start();
  auto client = server.client();
  client.send("POST /form HTTP/1.1\r\nHost: community.example\r\nTransfer-Encoding: chunked\r\n\r\n");
  std::string pieces;
  for (int i = 0; i < 30'000; ++i) pieces += "1\r\nx\r\n";
  client.send(pieces);
  CHECK(client.receive().status == 413);
}

TEST_CASE("a client that dawdles over its headers blocks nobody, and is told so") {
  auto settings = quick();
  settings.header_time = 300ms;
  Running server(settings);
  server.start();
  std::vector<Client> slow;
  for (int i = 0; i < 20; ++i) {
    slow.push_back(server.client());
    slow.back().send("GET /hello HTTP/1.1\r\nHost: commu");
  }
  CHECK(server.client().get("/hello").status == 200);
  for (int i = 0; i < 20; ++i) slow[0].send("n");  // a byte now and then does not help
  CHECK(slow[0].receive().status == 408);
  CHECK(slow[19].receive().status == 408);
}

TEST_CASE("a client that dawdles over its body blocks nobody, and is told so") {
  auto settings = quick();
  settings.body_time = 300ms;
  Running server(settings);
  server.start();
  auto slow = server.client();
  slow.send("POST /form HTTP/1.1\r\nHost: community.example\r\nContent-Length: 100\r\n\r\nabc");
  CHECK(server.client().get("/hello").status == 200);
  CHECK(slow.receive().status == 408);
}

TEST_CASE("a request that arrives in pieces, in time, is answered, and so is the next") {
  auto settings = quick();
  settings.header_time = 500ms;
  Running server(settings);
  server.start();
  auto client = server.client();
  for (int i = 0; i < 3; ++i) {
    for (const auto* piece : {"GET /hel", "lo HTTP/1.1\r\nHost: commun", "ity.example\r\n\r\n"}) {
      client.send(piece);
      std::this_thread::sleep_for(100ms);
    }
    CHECK(client.receive().status == 200);
  }
}

TEST_CASE("what is no HTTP is 400") {
  Running server;
  server.start();
  auto client = server.client();
  client.send("this is not HTTP\r\n\r\n");
  CHECK(client.receive().status == 400);
  CHECK(client.is_closed_within(5s));
}

TEST_CASE("one connection too many is 503 and told when to come back, and room is given back") {
  auto settings = quick();
  settings.connections = 5;
  Running server(settings);
  server.start();
  std::vector<Client> held;
  for (int i = 0; i < 5; ++i) {
    held.push_back(server.client());
    CHECK(held.back().get("/hello").status == 200);
  }
  const auto refused = server.client().receive();
  CHECK(refused.status == 503);
  CHECK(refused.header("Retry-After") == "10");
  CHECK(held[0].get("/hello").status == 200);
  held.pop_back();
  int status = 0;
  for (int i = 0; i < 100 && status != 200; ++i) {
    status = server.client().get("/hello").status;
    std::this_thread::sleep_for(10ms);
  }
  CHECK(status == 200);
}

TEST_CASE("hundreds of idle connections cost other clients nothing") {
  Running server;
  server.start();
  std::vector<Client> idle;
  for (int i = 0; i < 300; ++i) idle.push_back(server.client());
  CHECK(server.client().get("/hello").status == 200);
  CHECK(idle[150].get("/hello").status == 200);
}

TEST_CASE("an idle connection is closed after a while") {
  auto settings = quick();
  settings.idle_time = 300ms;
  settings.header_time = 100ms;
  settings.body_time = 100ms;
  Running server(settings);
  server.start();
  auto client = server.client();
  CHECK(client.get("/hello").status == 200);
  CHECK(client.is_closed_within(5s));
}
