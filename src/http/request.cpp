#include "http/request.hpp"

#include "base/utf8.hpp"

namespace rapport::http {
namespace {

std::string cleaned(std::string_view typed) {
  std::string text;
  text.reserve(typed.size());
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (typed[i] != '\r') {
      text += typed[i];
    } else if (i + 1 == typed.size() || typed[i + 1] != '\n') {
      text += '\n';
    }
  }
  text = well_formed_utf8(text);
  constexpr std::string_view kWhiteSpace = " \t\n";
  const auto begin = text.find_first_not_of(kWhiteSpace);
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(kWhiteSpace) - begin + 1);
}

}  // namespace

const std::string* find(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs) {
    if (key == name) return &value;
  }
  return nullptr;
}

std::string_view Request::header(std::string_view name) const {
  const std::string* value = find(headers, name);
  return value ? std::string_view(*value) : std::string_view();
}

const std::string& Request::param(std::string_view name) const {
  const std::string* value = find(params, name);
  if (!value) throw NotFound{};
  return *value;
}

std::string_view Request::query_value(std::string_view name) const {
  const std::string* value = find(query, name);
  return value ? std::string_view(*value) : std::string_view();
}

std::optional<std::int64_t> Request::query_id(std::string_view name) const {
  return from_base32(query_value(name));
}

std::string Request::field(std::string_view name) const {
  const std::string* value = find(form, name);
  return value ? cleaned(*value) : std::string();
}

std::vector<std::string> Request::fields(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : form) {
    if (key == name) values.push_back(cleaned(value));
  }
  return values;
}

std::int64_t Request::id_number(std::string_view slug) {
  const auto dash = slug.rfind('-');
  const auto id = from_base32(dash == std::string_view::npos ? slug : slug.substr(dash + 1));
  if (!id) throw NotFound{};
  return *id;
}

}  // namespace rapport::http
