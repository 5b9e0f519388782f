#include "http/multipart.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "http/errors.hpp"

using namespace rapport::http;

namespace {

constexpr const char* kType = "multipart/form-data; boundary=XX";

std::string part(const std::string& disposition, const std::string& contents, const std::string& type = "") {
  return "--XX\r\nContent-Disposition: form-data; " + disposition + "\r\n" +
         (type.empty() ? "" : "Content-Type: " + type + "\r\n") + "\r\n" + contents + "\r\n";
}
const std::string kEnd = "--XX--\r\n";

}  // namespace

TEST_CASE("fields and files of a multipart form are told apart") {
  const auto form =
      parse_multipart(kType, part("name=\"title\"", "Winter") +
                                 part("name=\"photo\"; filename=\"bike.png\"", "\x89PNG\r\n\0--X", "image/PNG") +
                                 part("name=\"empty\"", "") + kEnd);
  REQUIRE(form.fields.size() == 2);
  CHECK(*find(form.fields, "title") == "Winter");
  CHECK(find(form.fields, "empty")->empty());
  REQUIRE(form.files.size() == 1);
  CHECK(form.files[0].field == "photo");
  CHECK(form.files[0].filename == "bike.png");
  CHECK(form.files[0].content_type == "image/png");
  CHECK(form.files[0].contents.starts_with("\x89PNG\r\n"));
}

TEST_CASE("a file input without a file leaves nothing") {
  const auto form =
      parse_multipart(kType, part("name=\"photo\"; filename=\"\"", "", "application/octet-stream") + kEnd);
  CHECK(form.fields.empty());
  CHECK(form.files.empty());
}

TEST_CASE("file names lose their folders and keep their quotes") {
  const auto form = parse_multipart(kType, part("name=a; filename=\"C:\\temp\\x.png\"", "1") +
                                               part("name=a; filename=\"../../etc/passwd\"", "2") +
                                               part("name=a; filename=\"a \\\"b\\\".png\"", "3") + kEnd);
  REQUIRE(form.files.size() == 3);
  CHECK(form.files[0].filename == "x.png");
  CHECK(form.files[1].filename == "passwd");
  CHECK(form.files[2].filename == "a \"b\".png");
}

TEST_CASE("a boundary in quotes and a preamble are accepted") {
  const auto form = parse_multipart("multipart/form-data; charset=utf-8; boundary=\"XX\"",
                                    "preamble\r\n" + part("name=\"a\"", "1") + kEnd);
  CHECK(*find(form.fields, "a") == "1");
}

TEST_CASE("malformed multipart bodies are refused, not guessed at") {
  CHECK_THROWS_AS(parse_multipart("multipart/form-data", part("name=a", "1") + kEnd), BadRequest);
  CHECK_THROWS_AS(parse_multipart(kType, ""), BadRequest);
  CHECK_THROWS_AS(parse_multipart(kType, part("name=a", "1")), BadRequest);
  CHECK_THROWS_AS(parse_multipart(kType, part("filename=a", "1") + kEnd), BadRequest);
  CHECK_THROWS_AS(parse_multipart(kType, "--XX\r\n"), BadRequest);
  CHECK_THROWS_AS(parse_multipart(kType, part("name=a", "\xFF") + kEnd), BadRequest);
}

TEST_CASE("limits on parts, files, names and fields hold") {
  std::string many;
  for (int i = 0; i < 5; ++i) many += part("name=a", "1");
  CHECK(parse_multipart(kType, many + kEnd, {.parts = 5}).fields.size() == 5);
  CHECK_THROWS_AS(parse_multipart(kType, many + kEnd, {.parts = 4}), BadRequest);
  const auto file = part("name=a; filename=f", "1");
  CHECK_THROWS_AS(parse_multipart(kType, file + file + kEnd, {.files = 1}), BadRequest);
  CHECK_THROWS_AS(parse_multipart(kType, part("name=" + std::string(300, 'n'), "1") + kEnd), BadRequest);
  CHECK_THROWS_AS(parse_multipart(kType, part("name=a", "12345") + kEnd, {.field_bytes = 4}), PayloadTooLarge);
}

TEST_CASE("whatever arrives, parsing ends in a form or a refusal") {
  const auto whole =
      part("name=\"title\"", "Winter") + part("name=\"photo\"; filename=\"x.png\"", "PNG", "image/png") + kEnd;
  std::mt19937_64 random(1);
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    auto body = whole;
    for (auto changes = random() % 4 + 1; changes > 0; --changes) {
      const auto position = random() % body.size();
      switch (random() % 3) {
        case 0:
          body[position] = static_cast<char>(random() % 256);
          break;
        case 1:
          body.erase(position, random() % 20);
          break;
        default:
          body.insert(position, body.substr(random() % body.size(), random() % 20));
      }
      if (body.empty()) body = "-";
    }
    try {
      parse_multipart(kType, body);
    } catch (const BadRequest&) {
      ++refused;
    }
  }
  CHECK(refused > 1000);
}
