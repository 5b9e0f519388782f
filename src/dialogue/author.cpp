#include "dialogue/author.hpp"

namespace rapport::dialogue {
namespace {

constexpr int kTones = 6;

/// The first letters of the first and the last word.
std::string initials(const std::string& name) {
  const auto letter_at = [&](std::size_t at) {
    std::size_t end = at + 1;
    while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) ++end;
    return name.substr(at, end - at);
  };
  if (name.empty()) return "–";
  const auto last = name.rfind(' ');
  std::string letters = letter_at(0);
  if (last != std::string::npos && last + 1 < name.size()) letters += letter_at(last + 1);
  return letters;
}

}  // namespace

Author author_from(MemberId id, std::optional<std::string> name, std::optional<std::string> handle,
                   const std::optional<std::string>& role) {
  return {.id = id,
          .name = std::move(name).value_or(std::string()),
          .handle = std::move(handle).value_or(std::string()),
          .role = role ? role_from(*role).value_or(Role::member) : Role::visitor};
}

http::Value author_model(const Author& author) {
  const bool gone = author.name.empty();
  http::Value model;
  const std::string id = to_base32(author.id);
  model.set("id", id);
  model.set("name", gone ? http::Value{} : http::Value(author.name));
  model.set("url", gone ? http::Value{} : http::Value("/people/" + author.handle + "-" + id));
  model.set("initials", initials(author.name));
  model.set("tone", author.id.value % kTones);
  model.set("is_staff", author.role > Role::organizer);
  return model;
}

}  // namespace rapport::dialogue
