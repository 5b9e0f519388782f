#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::http {

/// An IPv4 or IPv6 address; IPv4 is held as ::ffff:a.b.c.d, so that both compare alike.
struct Address {
  std::array<std::uint8_t, 16> bytes{};
  bool is_v4() const;
  bool is_loopback() const;
  friend bool operator==(const Address&, const Address&) = default;
};

/// "192.0.2.7", "2001:db8::1", "[2001:db8::1]"; a port or zone behind it is ignored. Empty if it is no address.
std::optional<Address> parse_address(std::string_view text);
std::string to_string(const Address& address);

/// What one client can hold many of is counted as one: an IPv4 address, or the /64 of an IPv6 address.
std::array<std::uint8_t, 16> network_of(const Address& address);

/// A list of addresses and networks: "127.0.0.1", "10.0.0.0/8", "2001:db8::/32".
class Networks {
 public:
  Networks() = default;
  /// @throws BadInput naming the entry that is neither
  explicit Networks(const std::vector<std::string>& entries);
  bool contain(const Address& address) const;

 private:
  struct Network {
    Address address;
    int bits;  // of the 128
  };
  std::vector<Network> networks_;
};

}  // namespace rapport::http
