#include "http/value.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace rapport::http;

TEST_CASE("a view model keeps the order of its members") {
  const Value bike = Value{}.set("name", "Winter range").set("stock", 3).set("name", "Winter range 2");
  CHECK(to_json(bike) == R"({"name":"Winter range 2","stock":3})");
}

TEST_CASE("each kind of value has its JSON") {
  CHECK(to_json(Value{}) == "null");
  CHECK(to_json(true) == "true");
  CHECK(to_json(std::int64_t{-9007199254740991}) == "-9007199254740991");
  CHECK(to_json(0.1) == "0.1");
  CHECK(to_json(1.0 / 3) == "0.3333333333333333");
  CHECK(to_json(std::numeric_limits<double>::quiet_NaN()) == "null");
  CHECK(to_json(std::numeric_limits<double>::infinity()) == "null");
  CHECK(to_json(Html{"<p>hi</p>"}) == R"("<p>hi</p>")");
  CHECK(to_json(Time{1795269909000}) == R"("2026-11-21T14:05:09Z")");
  CHECK(to_json(Money{129900, "EUR"}) == R"({"minor":129900,"currency":"EUR"})");
  CHECK(to_json(List{}) == "[]");
  CHECK(to_json(List{1, "two", List{}}) == R"([1,"two",[]])");
  CHECK(to_json(std::optional<std::string>{}) == "null");
  CHECK(to_json(std::optional<std::string>{"there"}) == R"("there")");
}

TEST_CASE("text is escaped as JSON asks, and for scripts") {
  CHECK(to_json("say \"hi\"\\\n\t\x01") == R"("say \"hi\"\\\n\t\u0001")");
  CHECK(to_json("Zoë 🚲") == "\"Zoë 🚲\"");
  CHECK(to_json("line\u2028separator\u2029") == R"("line\u2028separator\u2029")");
}

TEST_CASE("ill-formed UTF-8 still makes valid JSON") {
  CHECK(to_json("a\xff"
                "b") == "\"a\uFFFDb\"");
  CHECK(to_json("cut \xe2\x82") == "\"cut \uFFFD\"");
}

TEST_CASE("empty is what says nothing, and zero says something") {
  CHECK(Value{}.is_empty());
  CHECK(Value(false).is_empty());
  CHECK(Value("").is_empty());
  CHECK(Value(List{}).is_empty());
  CHECK(Value(Html{""}).is_empty());
  CHECK_FALSE(Value(0).is_empty());
  CHECK_FALSE(Value(0.0).is_empty());
  CHECK_FALSE(Value(List{Value{}}).is_empty());
}

TEST_CASE("a member is found by name") {
  const Value model = Value{}.set("title", "Brakes");
  REQUIRE(model.find("title"));
  CHECK(std::get<std::string>(model.find("title")->data()) == "Brakes");
  CHECK(model.find("titl") == nullptr);
  CHECK(Value("text").find("title") == nullptr);
}

TEST_CASE("money reads as its currency is written") {
  CHECK(readable_money({129900, "EUR"}) == "€1,299.00");
  CHECK(readable_money({5, "USD"}) == "$0.05");
  CHECK(readable_money({-123456789, "GBP"}) == "-£1,234,567.89");
  CHECK(readable_money({129900, "CHF"}) == "CHF 1,299.00");
  CHECK(readable_money({129900, "JPY"}) == "JPY 129,900");
  CHECK(readable_money({1234567, "KWD"}) == "KWD 1,234.567");
  CHECK(readable_money({std::numeric_limits<std::int64_t>::min(), "USD"}) == "-$92,233,720,368,547,758.08");
}
