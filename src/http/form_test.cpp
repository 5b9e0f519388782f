#include "http/form.hpp"

#include <doctest/doctest.h>

using namespace rapport;
using namespace rapport::http;

namespace {

const Messages& words() {
  static const Messages messages({{"en.json", R"({
    "form_required": "fill in",
    "form_too_short": "at least {min}",
    "form_too_long": "at most {max}, not {length}",
    "form_not_a_number": "no number",
    "form_out_of_range": "{min} to {max}",
    "form_not_an_option": "no option"
  })"}},
                                 "en");
  return messages;
}

Request submitted(Pairs fields) {
  Request request;
  request.method = Method::post;
  request.form = std::move(fields);
  return request;
}

std::string error_of(const Form& form, std::string_view field) {
  const auto found = form.errors().find(field);
  return found == form.errors().end() ? "" : found->second;
}

}  // namespace

TEST_CASE("text is counted in characters as people count them") {
  const Request request = submitted({{"name", " Zoë🚲 "}});
  Form form{request, words()};
  CHECK(form.text("name", 1, 4) == "Zoë🚲");
  CHECK(form.ok());
  CHECK(form.text("name", 1, 3) == "Zoë🚲");
  CHECK(error_of(form, "name") == "at most 3, not 4");
}

TEST_CASE("text that is missing or short says which") {
  const Request request = submitted({{"title", "ab"}, {"blank", "  "}});
  Form form{request, words()};
  form.text("title", 3, 9);
  form.text("blank", 1, 9);
  form.text("optional", 0, 9);
  CHECK(error_of(form, "title") == "at least 3");
  CHECK(error_of(form, "blank") == "fill in");
  CHECK(error_of(form, "optional").empty());
  CHECK_FALSE(form.ok());
}

TEST_CASE("a number is whole and within its bounds, or the least with an error") {
  const Request request = submitted({{"good", "7"},
                                     {"word", "seven"},
                                     {"tail", "7x"},
                                     {"big", "11"},
                                     {"low", "-1"},
                                     {"huge", "99999999999999999999"},
                                     {"part", "7.5"}});
  Form form{request, words()};
  CHECK(form.integer("good", 1, 10) == 7);
  CHECK(form.ok());
  for (const char* field : {"word", "tail", "big", "low", "huge", "part", "absent"})
    CHECK(form.integer(field, 1, 10) == 1);
  CHECK(error_of(form, "word") == "no number");
  CHECK(error_of(form, "tail") == "no number");
  CHECK(error_of(form, "part") == "no number");
  CHECK(error_of(form, "big") == "1 to 10");
  CHECK(error_of(form, "low") == "1 to 10");
  CHECK(error_of(form, "huge") == "1 to 10");
  CHECK(error_of(form, "absent") == "fill in");
}

TEST_CASE("a choice is one of those offered") {
  const Request request = submitted({{"sort", "new"}, {"odd", "evil"}, {"agree", "on"}});
  Form form{request, words()};
  CHECK(form.choice("sort", {"top", "new"}) == "new");
  CHECK(form.ok());
  CHECK(form.choice("odd", {"top", "new"}) == "top");
  CHECK(error_of(form, "odd") == "no option");
  CHECK(form.checked("agree"));
  CHECK_FALSE(form.checked("other"));
}

TEST_CASE("the first error of a field stays") {
  const Request request = submitted({{"name", ""}});
  Form form{request, words()};
  form.text("name", 1, 9);
  form.fail("name", "This name is taken.");
  CHECK(error_of(form, "name") == "fill in");
}

TEST_CASE("a form with mistakes comes back filled in, messages beside the fields") {
  const Request request = submitted({{"title", "Brakes"}, {"body", ""}});
  Form form{request, words()};
  form.text("title", 1, 9);
  form.text("body", 1, 9);
  CHECK(to_json(form.values({"title", "body"})) ==
        R"({"title":{"value":"Brakes","error":null},"body":{"value":"","error":"fill in"},"has_errors":true})");
}
