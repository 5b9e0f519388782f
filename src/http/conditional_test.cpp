#include "http/conditional.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace rapport::http;

namespace {

std::string tag_of(std::string body) {
  Response response = bytes("text/html", std::move(body));
  answer_conditional({}, response);
  return *find_header(response, "etag");
}

}  // namespace

TEST_CASE("a body keeps its ETag, and one that differs anywhere has another") {
  const std::string body(100, 'x');  // three blocks of 32 bytes, and a rest
  CHECK(tag_of(body) == tag_of(body));
  std::set<std::string> tags{tag_of(body), tag_of(body + "x"), tag_of(body.substr(1)), tag_of("")};
  for (std::size_t i = 0; i < body.size(); ++i) {
    for (const char other : {'y', '\0', '\xF8'}) {  // also where only the highest bit differs
      std::string changed = body;
      changed[i] = other;
      tags.insert(tag_of(changed));
    }
  }
  CHECK(tags.size() == 4 + 3 * body.size());
}

TEST_CASE("changes that undo each other in a plain sum still give another ETag") {
  std::string swapped(128, 'a');
  swapped[0] = 'b';
  std::string elsewhere(128, 'a');
  elsewhere[32] = 'b';  // the same lane, one block later
  std::string both_high(128, 'a');
  both_high[7] = both_high[39] = '\xE1';  // the highest bits of two words of one lane
  CHECK(tag_of(swapped) != tag_of(elsewhere));
  CHECK(tag_of(both_high) != tag_of(std::string(128, 'a')));
}
