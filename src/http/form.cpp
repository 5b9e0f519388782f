#include "http/form.hpp"

#include <algorithm>
#include <charconv>

#include "base/utf8.hpp"

namespace rapport::http {

std::string Form::text(std::string_view field, std::size_t min, std::size_t max) {
  std::string text = request_.field(field);
  const std::size_t length = count_code_points(text);
  const auto number = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  if (length < min && text.empty()) {
    fail(field, std::string(messages_.text("form_required")));
  } else if (length < min) {
    fail(field, messages_.format("form_too_short", {{.name = "min", .number = number(min)}}));
  } else if (length > max) {
    fail(field, messages_.format("form_too_long", {{.name = "max", .number = number(max)},
                                                   {.name = "length", .number = number(length)}}));
  }
  return text;
}

std::int64_t Form::integer(std::string_view field, std::int64_t min, std::int64_t max) {
  const std::string text = request_.field(field);
  if (text.empty()) {
    fail(field, std::string(messages_.text("form_required")));
    return min;
  }
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = end == text.data() + text.size() && error != std::errc::invalid_argument;
  if (!is_number) {
    fail(field, std::string(messages_.text("form_not_a_number")));
  } else if (error == std::errc::result_out_of_range || number < min || number > max) {
    fail(field,
         messages_.format("form_out_of_range", {{.name = "min", .number = min}, {.name = "max", .number = max}}));
  } else {
    return number;
  }
  return min;
}

std::string Form::choice(std::string_view field, const std::vector<std::string>& options) {
  std::string text = request_.field(field);
  if (std::find(options.begin(), options.end(), text) != options.end()) return text;
  fail(field, std::string(messages_.text("form_not_an_option")));
  return options.empty() ? std::string() : options.front();
}

bool Form::checked(std::string_view field) const {
  return find(request_.form, field) != nullptr;
}

void Form::fail(std::string_view field, std::string message) {
  errors_.emplace(field, std::move(message));
}

Value Form::values(std::initializer_list<Key> fields) const {
  Value values;
  for (const Key& field : fields) {
    const auto error = errors_.find(field.text);
    values.set(field, Value{}
                          .set("value", request_.field(field.text))
                          .set("error", error == errors_.end() ? Value{} : Value(error->second)));
  }
  values.set("has_errors", !ok());
  return values;
}

}  // namespace rapport::http
