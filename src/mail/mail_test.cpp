#include "mail/mail.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "store/query.hpp"
#include "support/database.hpp"
#include "support/smtp_server.hpp"

using namespace rapport;
using namespace rapport::mail;

namespace {

constexpr const char* kCommunity =
    "INSERT INTO community (community_id, host, name, created_at) VALUES (1, '*', 'Test', 0)";
constexpr const char* kJobs = "SELECT state, attempts, payload, message FROM job ORDER BY job_id";
const Message kHello{.to = {"Ada Kern", "ada@example.org"}, .subject = "Hello", .text = "A secret link.\n"};

struct Post {
  test::FreshDatabase database;
  FixedClock clock{1795269909000};
  IdSource ids{clock, 0};
  test::SmtpServer server;
  Post() { store::execute(*database->session(), kCommunity); }

  void send_to(const std::string& address) {
    Message message = kHello;
    message.to.address = address;
    store::Transaction change{*database};
    send(change, ids, clock, CommunityId{1}, message);
    change.commit();
  }
  Settings settings() const {
    Settings by;
    by.smtp_url = server.url();
    by.require_tls = false;
    return by;
  }
  std::tuple<std::string, std::int64_t, std::string, std::string> job() {
    return store::one<std::string, std::int64_t, std::string, std::string>(*database->session(), kJobs).value();
  }
};

template <class Condition>
bool soon(Condition condition) {
  for (int i = 0; i < 500; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

}  // namespace

TEST_CASE("a mail of a transaction that was rolled back is never sent") {
  Post post;
  {
    store::Transaction change{*post.database};
    send(change, post.ids, post.clock, CommunityId{1}, kHello);
  }
  CHECK(!store::one<std::string>(*post.database->session(), "SELECT kind FROM job"));
}

TEST_CASE("a queued mail arrives once, and its words leave the queue") {
  Post post;
  post.send_to("ada@example.org");
  jobs::Runner runner{*post.database, post.clock, {sending(post.settings())}};
  REQUIRE(soon([&] { return std::get<0>(post.job()) == "done"; }));
  REQUIRE(post.server.mails().size() == 1);
  CHECK(post.server.mails()[0].find("A secret link.") != std::string::npos);
  CHECK(std::get<2>(post.job()) == "{}");
}

TEST_CASE("a refusal is final at once, with the server's reason and without the mail's words") {
  Post post;
  post.send_to("nobody@example.org");
  jobs::Runner runner{*post.database, post.clock, {sending(post.settings())}};
  REQUIRE(soon([&] { return std::get<0>(post.job()) == "failed"; }));
  const auto [state, attempts, payload, message] = post.job();
  CHECK(attempts == 1);
  CHECK(payload == "{}");
  CHECK(message.find("550 5.1.1 no such mailbox") != std::string::npos);
}

TEST_CASE("a server that is busy gets the mail later") {
  Post post;
  post.send_to("later@example.org");
  jobs::Runner runner{*post.database, post.clock, {sending(post.settings())}};
  REQUIRE(soon([&] { return std::get<1>(post.job()) == 1 && std::get<0>(post.job()) == "queued"; }));
  post.clock.advance(10'000);
  CHECK(soon([&] { return std::get<1>(post.job()) == 2; }));
}

TEST_CASE("an address that is none is refused before it is queued") {
  Post post;
  CHECK_THROWS_AS(post.send_to("ada@example.org\nBcc: eve@example.org"), std::invalid_argument);
}
