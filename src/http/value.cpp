#include "http/value.hpp"

#include <algorithm>
#include <cassert>

namespace rapport::http {

namespace {

constexpr std::size_t kUsualMembers = 8;

/// Pages ask for names thousands of times; the first letter answers most of it without a call.
bool is_same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.empty() || a.front() == b.front()) && a == b;
}

}  // namespace

Value& Value::set(Key key, Value value) & {
  if (is_null()) data_.emplace<Object>().reserve(kUsualMembers);
  auto* members = std::get_if<Object>(&data_);
  assert(members);  // view models are built by our own code, objects from the start
  const auto found =
      std::find_if(members->begin(), members->end(), [&](const Member& m) { return is_same(m.first, key.text); });
  if (found == members->end()) {
    members->emplace_back(key.text, std::move(value));
  } else {
    found->second = std::move(value);
  }
  return *this;
}

Value&& Value::set(Key key, Value value) && {
  return std::move(set(key, std::move(value)));
}

const Value* Value::find(std::string_view key) const {
  const auto* members = std::get_if<Object>(&data_);
  if (!members) return nullptr;
  for (const Member& member : *members) {
    if (is_same(member.first, key)) return &member.second;
  }
  return nullptr;
}

bool Value::is_empty() const {
  struct Emptiness {
    bool operator()(std::monostate) const { return true; }
    bool operator()(bool value) const { return !value; }
    bool operator()(const std::string& text) const { return text.empty(); }
    bool operator()(const Html& html) const { return html.markup.empty(); }
    bool operator()(const List& list) const { return list.empty(); }
    bool operator()(const Object& object) const { return object.empty(); }
    bool operator()(std::int64_t) const { return false; }
    bool operator()(double) const { return false; }
    bool operator()(Time) const { return false; }
    bool operator()(const Money&) const { return false; }
  };
  return std::visit(Emptiness{}, data_);
}

namespace {

/// Decimals of a currency (ISO 4217): two, but for these.
int decimals_of(std::string_view currency) {
  constexpr std::string_view kNone[] = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                        "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
  constexpr std::string_view kThree[] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
  if (std::find(std::begin(kNone), std::end(kNone), currency) != std::end(kNone)) return 0;
  if (std::find(std::begin(kThree), std::end(kThree), currency) != std::end(kThree)) return 3;
  return 2;
}

std::string sign_of(const std::string& currency) {
  if (currency == "EUR") return "€";
  if (currency == "USD") return "$";
  if (currency == "GBP") return "£";
  return currency + " ";
}

}  // namespace

std::string readable_money(const Money& money) {
  const auto decimals = static_cast<std::size_t>(decimals_of(money.currency));
  // Unsigned, so that the smallest int64_t can be negated.
  const auto magnitude = static_cast<std::uint64_t>(money.minor);
  std::string digits = std::to_string(money.minor < 0 ? 0 - magnitude : magnitude);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  std::size_t point = digits.size() - decimals;
  if (decimals > 0) digits.insert(point, ".");
  for (; point > 3; point -= 3) digits.insert(point - 3, ",");
  return (money.minor < 0 ? "-" : "") + sign_of(money.currency) + digits;
}

}  // namespace rapport::http
