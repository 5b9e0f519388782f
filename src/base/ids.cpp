#include "base/ids.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace rapport {
namespace {

constexpr std::int64_t kEpochMs = 1704067200000;  // 2024-01-01T00:00:00Z
constexpr int kSequenceBits = 7;
constexpr int kProcessBits = 5;
constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";

int digit_value(char c) {
  if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (c == 'o') c = '0';
  if (c == 'i' || c == 'l') c = '1';
  const auto found = kDigits.find(c);
  return found == std::string_view::npos ? -1 : static_cast<int>(found);
}

}  // namespace

std::string to_base32(std::int64_t id) {
  assert(id >= 0);              // ids are made by IdSource
  std::array<char, 13> digits;  // 63 bits, five each
  auto begin = digits.end();
  do {
    *--begin = kDigits[static_cast<std::size_t>(id & 31)];
    id >>= 5;
  } while (id > 0);
  return {begin, digits.end()};
}

std::optional<std::int64_t> from_base32(std::string_view text) {
  if (text.empty() || text.size() > 11) return std::nullopt;
  std::int64_t id = 0;
  for (const char c : text) {
    const int digit = digit_value(c);
    if (digit < 0) return std::nullopt;
    id = (id << 5) | digit;
  }
  if (id >= (std::int64_t{1} << 53)) return std::nullopt;
  return id;
}

IdSource::IdSource(const Clock& clock, int process) : clock_(clock), process_(process) {
  assert(process >= 0 && process < (1 << kProcessBits));
}

std::int64_t IdSource::next() {
  const std::int64_t now = (clock_.now_ms() - kEpochMs) << kSequenceBits;
  std::int64_t last = last_.load();
  std::int64_t mine;
  do {
    mine = std::max(now, last + 1);  // a full millisecond, or a clock set back, borrows from the next millisecond
  } while (!last_.compare_exchange_weak(last, mine));
  const std::int64_t milliseconds = mine >> kSequenceBits;
  const std::int64_t sequence = mine & ((1 << kSequenceBits) - 1);
  return (milliseconds << (kProcessBits + kSequenceBits)) | (std::int64_t{process_} << kSequenceBits) | sequence;
}

std::int64_t made_at_ms(std::int64_t id) {
  return (id >> (kProcessBits + kSequenceBits)) + kEpochMs;
}

}  // namespace rapport
