#include "http/messages.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <thread>

using namespace rapport;
using namespace rapport::http;

namespace {

Messages english(std::string_view json) {
  return Messages({{"en.json", json}, {"nl.json", "{}"}}, "en");
}

constexpr std::string_view kReplies = R"({"replies": "{n, plural, =0 {No replies} one {# reply} other {# replies}}"})";

}  // namespace

TEST_CASE("a plain message is its text, apostrophes and all") {
  const Messages messages = english(R"({"go_on": "Don't stop"})");
  CHECK(messages.text("go_on") == "Don't stop");
  CHECK(messages.format("go_on", {}) == "Don't stop");
  CHECK(messages.has("go_on"));
  CHECK_FALSE(messages.has("go"));
}

TEST_CASE("a missing word is a fault of ours") {
  const Messages messages = english("{}");
  CHECK_THROWS_AS(messages.text("absent"), std::logic_error);
  CHECK_THROWS_AS(messages.format("absent", {}), std::logic_error);
}

TEST_CASE("a pattern counts as the language does") {
  const Messages messages = english(kReplies);
  CHECK(messages.count("replies", 0) == "No replies");
  CHECK(messages.count("replies", 1) == "1 reply");
  CHECK(messages.count("replies", 1) == "1 reply");
  CHECK(messages.count("replies", 1234) == "1,234 replies");
  CHECK(messages.format("replies", {{.name = "n", .number = 2}}) == "2 replies");
  CHECK_THROWS_AS(messages.text("replies"), std::logic_error);
}

TEST_CASE("a pattern takes names and numbers") {
  const Messages messages = english(R"({"promise": "{name}'s promise, due in {days} days"})");
  CHECK(messages.format("promise", {{.name = "name", .text = "Zoë"}, {.name = "days", .number = 3}}) ==
        "Zoë's promise, due in 3 days");
}

TEST_CASE("the words of a language may lie in several files, but each key in one") {
  const Messages messages({{"en.json", R"({"a": "A"})"}, {"en/forms.json", R"({"b": "B"})"}, {"english.json", "[]"}},
                          "en");
  CHECK(messages.text("b") == "B");
  CHECK_THROWS_AS(Messages({{"en.json", R"({"a": "A"})"}, {"en/forms.json", R"({"a": "B"})"}}, "en"),
                  std::runtime_error);
}

TEST_CASE("a catalogue that is missing or broken is refused at the start") {
  CHECK_THROWS_AS(Messages({{"en.json", "{}"}}, "fr"), std::runtime_error);
  CHECK_THROWS_AS(english("[]"), std::runtime_error);
  CHECK_THROWS_AS(english("{"), std::runtime_error);
  CHECK_THROWS_AS(english(R"({"a": 1})"), std::runtime_error);
}

TEST_CASE("patterns that ICU refuses can be listed") {
  CHECK(english(R"({"bad": "{n, plural, one {#}}", "good": "{n}"})").malformed() == std::vector<std::string>{"bad"});
}

TEST_CASE("several threads may format at once") {
  const Messages messages = english(kReplies);
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int n = 2; n < 300; ++n) wrong += messages.count("replies", n) != std::to_string(n) + " replies";
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
}
