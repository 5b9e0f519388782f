#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace rapport::http {

/// The name of a member of a view model: a string literal, so that it lives as long as the program.
struct Key {
  template <std::size_t N>
  consteval Key(const char (&literal)[N]) : text(literal, N - 1) {}
  std::string_view text;
};

/// Markup that was made by our own Markdown renderer or template and passes unescaped. Never made from user text
/// directly. Stands only under names that end in _html; templates write {{body_html:none}}.
struct Html {
  std::string markup;
};

/// A moment: readable in a page ({{created_at}}), ISO 8601 in JSON and as {{created_at_iso}}.
struct Time {
  std::int64_t ms;
};

/// Integer minor units with an ISO 4217 currency: "€1,299.00" in a page, {"minor": 129900, "currency": "EUR"} in JSON.
struct Money {
  std::int64_t minor;
  std::string currency;
};

class Value;
using List = std::vector<Value>;

/// A view model: one tree, two faces. Views (views.hpp) shows it through a template, to_json writes the same as JSON.
/// A value is null, a bool, a number, text, Html, Time, Money, a list, or an object whose members keep their order.
class Value {
 public:
  Value() = default;
  Value(bool value) : data_(value) {}
  Value(int value) : data_(std::int64_t{value}) {}
  Value(std::int64_t value) : data_(value) {}
  Value(std::size_t value) : data_(static_cast<std::int64_t>(value)) {}
  Value(double value) : data_(value) {}
  Value(std::string value) : data_(std::move(value)) {}
  Value(std::string_view value) : data_(std::string(value)) {}
  Value(const char* value) : data_(std::string(value)) {}
  Value(Html value) : data_(std::move(value)) {}
  Value(Time value) : data_(value) {}
  Value(Money value) : data_(std::move(value)) {}
  Value(List value) : data_(std::move(value)) {}
  template <class T>
  Value(std::optional<T> value) {
    if (value) *this = Value(std::move(*value));
  }

  /// Adds a member, or replaces the one of that name; a null value becomes an object first.
  Value& set(Key key, Value value) &;
  Value&& set(Key key, Value value) &&;
  /// The member of an object, or null when there is none.
  const Value* find(std::string_view key) const;

  bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  /// What a template's {{#if_x}} asks: null, false, "", [] and {} are empty. Zero is a value, so it is not.
  bool is_empty() const;

  using Member = std::pair<std::string_view, Value>;
  using Object = std::vector<Member>;
  using Data = std::variant<std::monostate, bool, std::int64_t, double, std::string, Html, Time, Money, List, Object>;
  const Data& data() const { return data_; }

 private:
  Data data_;
};

/// A moment that may not have come.
inline Value time_or_null(std::optional<std::int64_t> at_ms) {
  return at_ms ? Value(Time{*at_ms}) : Value();
}

/// "€1,299.00", "-£5.00", otherwise "CHF 1,299.00", with as many decimals as the currency has.
std::string readable_money(const Money& money);

/// The JSON face. Html becomes its markup; doubles print the fewest digits that read back the same, NaN and infinity
/// as null. Ill-formed UTF-8 becomes U+FFFD, so the result is always valid JSON.
std::string to_json(const Value& value);

}  // namespace rapport::http
