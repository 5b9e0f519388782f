#include "dialogue/author.hpp"

#include "members/member.hpp"

namespace rapport::dialogue {
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
  model.set("id", to_base32(author.id));
  model.set("name", gone ? http::Value{} : http::Value(author.name));
  model.set("url", gone ? http::Value{} : http::Value(members::profile_url(author.id, author.handle)));
  model.set("initials", gone ? std::string("–") : members::initials(author.name));
  model.set("tone", members::tone(author.id));
  model.set("is_staff", author.role > Role::organizer);
  return model;
}

}  // namespace rapport::dialogue
