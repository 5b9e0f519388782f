#include "http/address.hpp"

#include <doctest/doctest.h>

#include "base/errors.hpp"

using namespace rapport::http;

TEST_CASE("addresses are read with and without ports, brackets and zones") {
  CHECK(to_string(*parse_address("192.0.2.7")) == "192.0.2.7");
  CHECK(to_string(*parse_address("192.0.2.7:443")) == "192.0.2.7");
  CHECK(to_string(*parse_address("[2001:DB8::1]:443")) == "2001:db8::1");
  CHECK(to_string(*parse_address("fe80::1%eth0")) == "fe80::1");
  CHECK(to_string(*parse_address("::ffff:192.0.2.7")) == "192.0.2.7");
  CHECK_FALSE(parse_address("unknown"));
  CHECK_FALSE(parse_address("[2001:db8::1"));
  CHECK_FALSE(parse_address(""));
}

TEST_CASE("networks of both families contain what they should") {
  const Networks networks({"10.0.0.0/8", "127.0.0.1", "2001:db8::/33"});
  CHECK(networks.contain(*parse_address("10.255.0.1")));
  CHECK_FALSE(networks.contain(*parse_address("11.0.0.1")));
  CHECK(networks.contain(*parse_address("127.0.0.1")));
  CHECK_FALSE(networks.contain(*parse_address("127.0.0.2")));
  CHECK(networks.contain(*parse_address("2001:db8:7fff::1")));
  CHECK_FALSE(networks.contain(*parse_address("2001:db8:8000::1")));
}

TEST_CASE("an entry that is no network is named") {
  CHECK_THROWS_WITH_AS(Networks({"10.0.0.0/33"}),
                       "\"10.0.0.0/33\" is neither an address nor a network such as 10.0.0.0/8.", rapport::BadInput);
  CHECK_THROWS_AS(Networks({"proxy.example"}), rapport::BadInput);
}

TEST_CASE("the addresses of one IPv6 customer count as one") {
  CHECK(network_of(*parse_address("2001:db8::1")) == network_of(*parse_address("2001:db8::ffff:2")));
  CHECK(network_of(*parse_address("2001:db8::1")) != network_of(*parse_address("2001:db8:0:1::1")));
  CHECK(network_of(*parse_address("192.0.2.1")) != network_of(*parse_address("192.0.2.2")));
}
