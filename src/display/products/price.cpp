#include "display/products/price.hpp"

#include <algorithm>

namespace rapport::display {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// How many decimals a currency has: as many as its zero is written with.
std::size_t decimals_of(const std::string& currency) {
  const std::string zero = http::readable_money({0, currency});
  const auto point = zero.rfind('.');
  return point == std::string::npos ? 0 : zero.size() - point - 1;
}

/// Digits and separators of the typed text, without the sign or code around them.
std::string_view digits_part(std::string_view text) {
  const auto first = std::find_if(text.begin(), text.end(), is_digit);
  const auto last = std::find_if(text.rbegin(), text.rend(), is_digit).base();
  if (first >= last) return {};
  return text.substr(static_cast<std::size_t>(first - text.begin()), static_cast<std::size_t>(last - first));
}

/// "3,199" or "3 199" or "3199" as its digits; empty if groups are not of three.
std::optional<std::string> without_groups(std::string_view whole) {
  std::string digits;
  std::size_t in_group = 0;
  bool grouped = false;
  char separator = 0;
  for (const char c : whole) {
    if (is_digit(c)) {
      digits += c;
      ++in_group;
      continue;
    }
    const bool first_group_fits = !grouped && in_group >= 1 && in_group <= 3;
    const bool later_group_fits = grouped && in_group == 3 && c == separator;
    if (std::string_view(",.' ").find(c) == std::string_view::npos || !(first_group_fits || later_group_fits))
      return {};
    separator = c;
    grouped = true;
    in_group = 0;
  }
  if (digits.empty() || (grouped && in_group != 3)) return std::nullopt;
  return digits;
}

}  // namespace

std::optional<std::int64_t> price_from_text(std::string_view text, const std::string& currency) {
  const std::size_t decimals = decimals_of(currency);
  constexpr std::size_t kMostDigits = 15;
  if (text.find('-') != std::string_view::npos) return std::nullopt;
  std::string_view whole = digits_part(text);
  std::string fraction;
  const auto mark = whole.find_last_of(".,");
  if (mark != std::string_view::npos && whole.size() - mark - 1 <= decimals) {
    fraction = whole.substr(mark + 1);
    const char decimal_mark = whole[mark];
    whole = whole.substr(0, mark);
    if (whole.find(decimal_mark) != std::string_view::npos) return std::nullopt;  // it cannot group as well
  }
  fraction.resize(decimals, '0');
  const auto digits = without_groups(whole);
  if (!digits || digits->size() + decimals > kMostDigits) return std::nullopt;
  return std::stoll(*digits + fraction);
}

std::string plain_price(const http::Money& price) {
  std::string plain;
  for (const char c : http::readable_money(price)) {
    if (is_digit(c) || c == '.') plain += c;
  }
  return plain;
}

}  // namespace rapport::display
