#include "mail/message.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <stdexcept>

using namespace rapport::mail;

namespace {

constexpr std::int64_t kTime = 1795269909000;  // Sat, 21 Nov 2026 14:05:09 UTC

std::string compose_it(Message message) {
  if (message.to.address.empty()) message.to.address = "ada@example.org";
  return compose(message, {.from = {"Larkfell", "hello@larkfell.example"}, .id = "1x9k2f7q", .sent_at_ms = kTime});
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string headers_of(const std::string& mail) {
  return mail.substr(0, mail.find("\r\n\r\n"));
}

}  // namespace

TEST_CASE("a plain mail has the headers that receivers expect") {
  const auto mail = compose_it({.to = {"Ada Kern", "ada@example.org"}, .subject = "Welcome", .text = "Hello.\nBye.\n"});
  CHECK(mail ==
        "From: \"Larkfell\" <hello@larkfell.example>\r\n"
        "To: \"Ada Kern\" <ada@example.org>\r\n"
        "Subject: Welcome\r\n"
        "Date: Sat, 21 Nov 2026 14:05:09 +0000\r\n"
        "Message-ID: <1x9k2f7q@larkfell.example>\r\n"
        "MIME-Version: 1.0\r\n"
        "Auto-Submitted: auto-generated\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 7bit\r\n"
        "\r\n"
        "Hello.\r\nBye.\r\n");
}

TEST_CASE("a mail that a person wrote does not say it is automatic") {
  CHECK_FALSE(contains(compose_it({.to = {}, .subject = "Hi", .text = "x", .automatic = false}), "Auto-Submitted"));
}

TEST_CASE("nothing that anybody typed can add a header or a receiver") {
  const auto mail = compose_it({.to = {"Ada\r\nBcc: eve@example.org", "ada@example.org"},
                                .subject = "Hi\r\nBcc: eve@example.org\n\nbody\r",
                                .text = "x"});
  CHECK_FALSE(contains(headers_of(mail), "\nBcc"));
  CHECK(contains(mail, "Subject: Hi Bcc: eve@example.org  body"));
  CHECK_THROWS_AS(compose_it({.to = {"", "ada@example.org\r\nBcc: eve@example.org"}, .subject = "Hi", .text = "x"}),
                  std::invalid_argument);
}

TEST_CASE("a name with quotes stays one name") {
  const auto mail =
      compose_it({.to = {R"(Ada "x" <eve@example.org>, \)", "ada@example.org"}, .subject = "s", .text = "x"});
  CHECK(contains(mail, R"("Ada \"x\" <eve@example.org>, \\" <ada@example.org>)"));
}

TEST_CASE("words beyond ASCII are encoded, whole characters in each piece, short lines") {
  std::string subject;
  for (int i = 0; i < 30; ++i) subject += "Zoë🚲";
  const auto mail = compose_it({.to = {"Zoë", "ada@example.org"}, .subject = subject, .text = "x"});
  const auto headers = headers_of(mail);
  CHECK(contains(headers, "To: =?UTF-8?B?Wm/Dqw==?= <ada@example.org>"));
  std::istringstream lines(headers);
  for (std::string line; std::getline(lines, line);) {
    CHECK(line.size() <= 79);
    for (const char c : line) CHECK(static_cast<unsigned char>(c) < 0x80);
  }
}

TEST_CASE("a long or foreign body is quoted-printable, in lines of at most 76 characters") {
  const auto mail = compose_it({.to = {}, .subject = "s", .text = "Größe = 3 \n" + std::string(200, 'x')});
  CHECK(contains(mail, "Content-Transfer-Encoding: quoted-printable"));
  CHECK(contains(mail, "Gr=C3=B6=C3=9Fe =3D 3=20\r\n"));
  std::istringstream lines(mail);
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 77);
}

TEST_CASE("a link in an English mail stays whole in the raw text") {
  const std::string link = "https://community.example/confirm/" + std::string(60, 'a');
  CHECK(contains(compose_it({.to = {}, .subject = "s", .text = "Open " + link + "\n"}), link));
}

TEST_CASE("two versions of one mail are alternatives, the plain one first, and no text can end a part") {
  const auto mail = compose_it({.to = {}, .subject = "s", .text = "--=_1x9k2f7q--", .html = "<p>hello</p>"});
  CHECK(contains(mail, "multipart/alternative; boundary=\"=_1x9k2f7q_\""));
  CHECK(mail.find("text/plain") < mail.find("text/html"));
  CHECK(mail.ends_with("--=_1x9k2f7q_--\r\n"));
}
