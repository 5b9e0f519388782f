#include <doctest/doctest.h>

#include "base/embedded.hpp"
#include "http/views.hpp"

using namespace rapport;

TEST_CASE("every template of the program parses, escapes safely and finds its words and includes") {
  const http::Messages messages(embedded::messages(), "en");
  const http::Views views(embedded::templates(), messages, {});
  CHECK(views.faults() == std::vector<std::string>{});
}

TEST_CASE("every pattern of the catalogue is one that ICU understands") {
  const http::Messages messages(embedded::messages(), "en");
  REQUIRE(messages.has("form_required"));
  CHECK(messages.malformed() == std::vector<std::string>{});
}
