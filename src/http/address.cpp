#include "http/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/errors.hpp"

namespace rapport::http {
namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

/// "[v6]:port", "[v6]", "v4:port", "v6%zone" without what is around the address.
std::string_view bare(std::string_view text) {
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    return end == std::string_view::npos ? std::string_view{} : text.substr(1, end - 1);
  }
  if (std::count(text.begin(), text.end(), ':') == 1) text = text.substr(0, text.find(':'));
  return text.substr(0, text.find('%'));
}

bool same_bits(const Address& a, const Address& b, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (std::memcmp(a.bytes.data(), b.bytes.data(), whole) != 0) return false;
  const int rest = bits % 8;
  return rest == 0 || ((a.bytes[whole] ^ b.bytes[whole]) >> (8 - rest)) == 0;
}

}  // namespace

bool Address::is_v4() const {
  return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), bytes.begin());
}

bool Address::is_loopback() const {
  if (is_v4()) return bytes[12] == 127;
  return bytes[15] == 1 && std::all_of(bytes.begin(), bytes.end() - 1, [](auto byte) { return byte == 0; });
}

std::optional<Address> parse_address(std::string_view text) {
  const std::string plain(bare(text));
  Address address;
  if (inet_pton(AF_INET6, plain.c_str(), address.bytes.data()) == 1) return address;
  std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), address.bytes.begin());
  if (inet_pton(AF_INET, plain.c_str(), address.bytes.data() + kMappedPrefix.size()) == 1) return address;
  return std::nullopt;
}

std::string to_string(const Address& address) {
  char text[INET6_ADDRSTRLEN] = {};
  if (address.is_v4()) {
    inet_ntop(AF_INET, address.bytes.data() + kMappedPrefix.size(), text, sizeof text);
  } else {
    inet_ntop(AF_INET6, address.bytes.data(), text, sizeof text);
  }
  return text;
}

std::array<std::uint8_t, 16> network_of(const Address& address) {
  auto network = address.bytes;
  if (!address.is_v4()) std::fill(network.begin() + 8, network.end(), std::uint8_t{0});
  return network;
}

Networks::Networks(const std::vector<std::string>& entries) {
  for (const auto& entry : entries) {
    const auto slash = entry.find('/');
    const auto address = parse_address(std::string_view(entry).substr(0, slash));
    int bits = 128;
    bool sound = address.has_value();
    if (sound && slash != std::string::npos) {
      const auto* end = entry.data() + entry.size();
      const auto [stop, error] = std::from_chars(entry.data() + slash + 1, end, bits);
      const int width = address->is_v4() ? 32 : 128;
      sound = error == std::errc{} && stop == end && bits >= 0 && bits <= width;
      bits += 128 - width;
    }
    if (!sound) throw BadInput("\"" + entry + "\" is neither an address nor a network such as 10.0.0.0/8.");
    networks_.push_back({*address, bits});
  }
}

bool Networks::contain(const Address& address) const {
  return std::any_of(networks_.begin(), networks_.end(),
                     [&](const Network& network) { return same_bits(network.address, address, network.bits); });
}

}  // namespace rapport::http
