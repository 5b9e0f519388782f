#include <doctest/doctest.h>

#include "display/products/price.hpp"

using namespace rapport;
using display::price_from_text;

TEST_CASE("a price is read as people type it") {
  for (const char* typed : {"3199", "3199.00", "3199.0", "3,199.00", "3.199,00", "3 199,00", "3'199.00", "€3,199.00",
                            "3199 €", "EUR 3.199", "3199,"}) {
    CAPTURE(typed);
    CHECK(price_from_text(typed, "EUR") == 319900);
  }
  CHECK(price_from_text("0", "EUR") == 0);
  CHECK(price_from_text("0.05", "EUR") == 5);
  CHECK(price_from_text("1,234,567.89", "USD") == 123456789);
  CHECK(price_from_text("1.250", "JPY") == 1250);
}

TEST_CASE("what is no price is not guessed at") {
  for (const char* typed :
       {"", "free", "-5", "12.345.6", "1,23,456", "3199.001x", "1e5", "12..5", "99999999999999999"}) {
    CAPTURE(typed);
    CHECK(!price_from_text(typed, "EUR"));
  }
  CHECK(!price_from_text("1250.50", "JPY"));
}

TEST_CASE("a price in a form field reads back as itself") {
  CHECK(display::plain_price({319905, "EUR"}) == "3199.05");
  CHECK(display::plain_price({1250, "JPY"}) == "1250");
  CHECK(price_from_text(display::plain_price({7, "USD"}), "USD") == 7);
}
