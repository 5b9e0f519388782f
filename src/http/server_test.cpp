#include "http/server.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "base/errors.hpp"
#include "http/pipeline_fixture.hpp"
#include "http/server_client.hpp"

using namespace rapport::http;
using namespace std::chrono_literals;
using rapport::http::test::Client;
using rapport::http::test::House;

namespace {

Server::Settings quick() {
  Server::Settings settings;
  settings.listen = "127.0.0.1:0";
  settings.threads = 2;
  settings.stop_time = 2s;
  return settings;
}

/// A server that runs while the test does.
class Running {
 public:
  explicit Running(Server::Settings settings = quick()) : server_(house_.pipeline(), std::move(settings)) {}
  ~Running() { stop(); }

  House& house() { return house_; }
  void start() {
    thread_ = std::thread([this] { server_.run(); });
  }
  void stop() {
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }
  Client client() const { return Client(server_.address()); }
  std::string address() const { return server_.address(); }

 private:
  House house_;
  Server server_;
  std::thread thread_;
};

}  // namespace

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

TEST_CASE("a stream delivers events, and the server knows when its reader is gone") {
  auto settings = quick();
  settings.heartbeat_time = 50ms;
  Running server(settings);
  std::shared_ptr<EventStream> stream;
  std::atomic<bool> opened{false};
  server.house().router().get("/live", [&](const Request&) {
    return events([&](std::shared_ptr<EventStream> open) {
      stream = std::move(open);
      opened = true;
    });
  });
  server.start();
  auto client = server.client();
  CHECK(client.get("/live").header("Content-Type") == "text/event-stream");
  while (!opened) std::this_thread::sleep_for(1ms);
  CHECK(stream->send("reply", "7", "<p>one</p>\n<p>two</p>"));
  CHECK(client.await("id: 7\nevent: reply\ndata: <p>one</p>\ndata: <p>two</p>\n\n"));
  CHECK(stream->send("", "", "typed\revent: forged\r\nend\n"));
  CHECK(client.await("data: typed\ndata: event: forged\ndata: end\ndata: \n\n"));
  CHECK(client.await(": still here\n\n"));
  CHECK(stream->is_open());
  client.close();
  for (int i = 0; i < 100 && stream->is_open(); ++i) std::this_thread::sleep_for(20ms);
  CHECK_FALSE(stream->is_open());
  CHECK_FALSE(stream->send("reply", "8", "late"));
}

TEST_CASE("an address that cannot be listened on is said plainly") {
  House house;
  CHECK_THROWS_AS(Server(house.pipeline(), {.listen = "somewhere:80"}), rapport::BadInput);
  CHECK_THROWS_AS(Server(house.pipeline(), {.listen = "127.0.0.1"}), rapport::BadInput);
  CHECK_THROWS_AS(Server(house.pipeline(), {.listen = "127.0.0.1:99999"}), rapport::BadInput);
  Running server;
  CHECK_THROWS_AS(Server(house.pipeline(), {.listen = server.address()}), rapport::BadInput);
}

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

TEST_CASE("a reader of a stream who does not read is dropped, and never waited for") {
  auto settings = quick();
  settings.stream_backlog_bytes = 100'000;
  Running server(settings);
  std::shared_ptr<EventStream> stream;
  std::atomic<bool> opened{false};
  server.house().router().get("/live", [&](const Request&) {
    return events([&](std::shared_ptr<EventStream> open) {
      stream = std::move(open);
      opened = true;
    });
  });
  server.start();
  auto client = server.client();
  client.get("/live");
  while (!opened) std::this_thread::sleep_for(1ms);
  const std::string event(10'000, 'x');
  int sent = 0;
  while (sent < 10'000 && stream->send("", "", event)) ++sent;
  CHECK(sent < 10'000);  // 100 MB would not fit the kernel's buffers and ours
  CHECK_FALSE(stream->is_open());
}

TEST_CASE("streams have a limit, and stopping ends them") {
  auto settings = quick();
  settings.streams = 2;
  Running server(settings);
  std::vector<std::shared_ptr<EventStream>> streams;
  std::mutex mutex;
  server.house().router().get("/live", [&](const Request&) {
    return events([&](std::shared_ptr<EventStream> open) {
      const std::lock_guard lock(mutex);
      streams.push_back(std::move(open));
    });
  });
  server.start();
  auto first = server.client();
  auto second = server.client();
  CHECK(first.get("/live").status == 200);
  CHECK(second.get("/live").status == 200);
  CHECK(server.client().get("/live").status == 503);
  server.stop();
  CHECK(first.is_closed_within(5s));
  for (const auto& stream : streams) CHECK_FALSE(stream->send("late", "", "x"));
}

TEST_CASE("many threads may send to many streams while readers come and go and the server stops") {
  auto settings = quick();
  settings.heartbeat_time = 5ms;
  Running server(settings);
  std::mutex mutex;
  std::vector<std::shared_ptr<EventStream>> streams;
  server.house().router().get("/live", [&](const Request&) {
    return events([&](std::shared_ptr<EventStream> open) {
      const std::lock_guard lock(mutex);
      streams.push_back(std::move(open));
    });
  });
  server.start();
  std::atomic<bool> over{false};
  std::vector<std::thread> senders;
  for (int i = 0; i < 3; ++i) {
    senders.emplace_back([&] {
      while (!over) {
        std::vector<std::shared_ptr<EventStream>> all;
        {
          const std::lock_guard lock(mutex);
          all = streams;
        }
        for (const auto& stream : all) stream->send("tick", "", "x");
        std::this_thread::sleep_for(100us);  // or they get ahead of the readers, who are dropped for it
      }
    });
  }
  for (int i = 0; i < 100; ++i) {
    auto client = server.client();
    client.get("/live");
    CHECK(client.await("event: tick"));
  }
  auto last = server.client();
  last.get("/live");
  server.stop();
  CHECK(last.is_closed_within(5s));
  over = true;
  for (auto& sender : senders) sender.join();
  for (const auto& stream : streams) CHECK_FALSE(stream->is_open());
}

TEST_CASE("HEAD of a stream opens none") {
  Running server;
  std::atomic<int> opened{0};
  server.house().router().get(
      "/live", [&](const Request&) { return events([&](const std::shared_ptr<EventStream>&) { ++opened; }); });
  server.start();
  auto client = server.client();
  client.send("HEAD /live HTTP/1.1\r\nHost: community.example\r\n\r\n");
  CHECK(client.receive(false).header("Content-Type") == "text/event-stream");
  CHECK(opened == 0);
}

TEST_CASE("a stream may outlive its server") {
  std::shared_ptr<EventStream> stream;
  {
    Running server;
    std::atomic<bool> opened{false};
    server.house().router().get("/live", [&](const Request&) {
      return events([&](std::shared_ptr<EventStream> open) {
        stream = std::move(open);
        opened = true;
      });
    });
    server.start();
    auto client = server.client();
    client.get("/live");
    while (!opened) std::this_thread::sleep_for(1ms);
  }
  CHECK_FALSE(stream->is_open());
  CHECK_FALSE(stream->send("late", "", "x"));
}
