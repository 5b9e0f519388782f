#include "mail/address.hpp"

#include <doctest/doctest.h>

using namespace rapport::mail;

TEST_CASE("addresses as people have them are taken") {
  for (const char* good :
       {"ada@example.org", "a.b+tag@sub.example.co.uk", "o'neil@example.org", "x@localhost", "1@2.de"}) {
    CAPTURE(good);
    CHECK(is_address(good));
  }
}

TEST_CASE("what is no address, or could hide a header or a second address, is not taken") {
  for (const char* bad : {"", "ada", "@example.org", "ada@", "ada@example", "a b@example.org", "a@b@",
                          "ada@example.org\r\nBcc: eve@x.org", "ada@example.org,eve@example.org", "<ada@example.org>",
                          "ada@-example.org", "ada@example..org", ".a@example.org", "a.@example.org",
                          "\"a b\"@example.org", "ada@exam_ple.org", "zoë@example.org", "ada@bücher.example"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_address(bad));
  }
  std::string long_local(65, 'a'), long_domain(260, 'b');
  long_local += "@example.org";
  long_domain.replace(0, 2, "a@").append(".org");
  CHECK_FALSE(is_address(long_local));
  CHECK_FALSE(is_address(long_domain));
}

TEST_CASE("two spellings of one mailbox fold to the same") {
  CHECK(folded("Ada.Kern@Example.ORG") == "ada.kern@example.org");
}
