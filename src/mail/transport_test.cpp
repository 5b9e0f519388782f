#include "mail/transport.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "support/folder.hpp"
#include "support/smtp_server.hpp"

using namespace rapport;
using namespace rapport::mail;

namespace {

const Envelope kEnvelope{{"Larkfell", "hello@larkfell.example"}, "1x9k2f7q", 1795269909000};

void deliver_to(const Settings& settings, const std::string& to, const std::string& text = "Hello\n.\nBye\n") {
  const Message message{.to = {"", to}, .subject = "Größe", .text = text};
  deliver(settings, to, kEnvelope, compose(message, kEnvelope));
}

Settings by(const test::SmtpServer& server) {
  Settings settings;
  settings.from = kEnvelope.from;
  settings.smtp_url = server.url();
  settings.require_tls = false;
  return settings;
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path().filename());
  return files;
}

}  // namespace

TEST_CASE("an SMTP server receives what was composed, lines that are a dot included") {
  test::SmtpServer server;
  deliver_to(by(server), "ada@example.org");
  REQUIRE(server.mails().size() == 1);
  const auto mail = server.mails()[0];
  CHECK(mail.starts_with("X-Envelope: hello@larkfell.example > ada@example.org\r\n"));
  CHECK(mail.find("\r\n\r\nHello\r\n.\r\nBye\r\n") != std::string::npos);
}

TEST_CASE("a mailbox that does not exist is final, one that is busy is not") {
  test::SmtpServer server;
  CHECK_THROWS_AS(deliver_to(by(server), "nobody@example.org"), Refused);
  CHECK_THROWS_AS(deliver_to(by(server), "later@example.org"), Unavailable);
  CHECK_THROWS_AS(deliver_to(by(server), "ada@example.org", "refuse this content"), Refused);
  CHECK(server.mails().empty());
}

TEST_CASE("a server that is not there may be there later") {
  Settings settings;
  settings.smtp_url = "smtp://127.0.0.1:1";
  CHECK_THROWS_AS(deliver_to(settings, "ada@example.org"), Unavailable);
}

TEST_CASE(
    "with STARTTLS and a password the mail goes through, a wrong password or certificate waits for a better one") {
  test::SmtpServer server{test::SmtpServer::Security::starttls_and_password};
  Settings settings = by(server);
  settings.require_tls = true;
  settings.user = "postman";
  settings.password = "secret";
  CHECK_THROWS_AS(deliver_to(settings, "ada@example.org"), Unavailable);  // a certificate that nobody vouches for
  settings.ca_file = server.certificate();
  settings.password = "wrong";
  CHECK_THROWS_AS(deliver_to(settings, "ada@example.org"), Unavailable);
  settings.password = "secret";
  deliver_to(settings, "ada@example.org");
  CHECK(server.mails().size() == 1);
}

TEST_CASE("a server without encryption gets nothing when encryption is required") {
  test::SmtpServer server;
  Settings settings = by(server);
  settings.require_tls = true;
  CHECK_THROWS_AS(deliver_to(settings, "ada@example.org"), Unavailable);
  CHECK(server.mails().empty());
}

TEST_CASE("only a server on this machine may go without encryption") {
  for (const char* here : {"smtp://localhost", "smtp://localhost:25", "smtp://127.0.0.1:2525", "smtp://[::1]:25"}) {
    CAPTURE(here);
    CHECK(stays_on_this_machine(here));
  }
  for (const char* away : {"smtp://mail.example:587", "smtp://localhost.evil.example:25", "", "localhost"}) {
    CAPTURE(away);
    CHECK_FALSE(stays_on_this_machine(away));
  }
}

TEST_CASE("without a server each mail is one file, readable by its owner only, the same however often it is sent") {
  const test::Folder folder;
  Settings settings;
  settings.outbox = folder.path() / "out" / "box";
  deliver_to(settings, "ada@example.org");
  deliver_to(settings, "ada@example.org");
  REQUIRE(files_in(settings.outbox).size() == 1);
  CHECK(files_in(settings.outbox)[0] == "20261121T140509Z-1x9k2f7q.eml");
  struct stat status{};
  REQUIRE(stat((settings.outbox / files_in(settings.outbox)[0]).c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("an outbox that cannot be written says so and may be mended") {
  Settings settings;
  settings.outbox = "/proc/nowhere";
  CHECK_THROWS_AS(deliver_to(settings, "ada@example.org"), Unavailable);
}
