#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "http/server_fixture.hpp"

using namespace rapport::http;
using namespace std::chrono_literals;
using rapport::http::test::Client;
using rapport::http::test::quick;
using rapport::http::test::Running;

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
