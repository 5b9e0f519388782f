#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"

namespace rapport::http {

/// Every word of the interface, by key, in one language. Patterns are ICU's: "{n, plural, one {# reply} other {#
/// replies}}". Thread-safe after construction.
class Messages {
 public:
  /// @param files  web/messages/*.json; the one named LANGUAGE.json is read
  /// @throws std::runtime_error if it is missing or no object of strings
  Messages(const std::vector<embedded::File>& files, std::string_view language);
  ~Messages();

  /// A message without arguments. @throws std::logic_error for an unknown key: a missing word is a fault of ours
  std::string_view text(std::string_view key) const;
  bool has(std::string_view key) const;

  struct Argument {
    std::string_view name;
    std::int64_t number = 0;
    std::string_view text = {};  // used instead of the number when not empty
  };
  /// A message with arguments: "{n, plural, …}", "{name}".
  std::string format(std::string_view key, const std::vector<Argument>& arguments) const;

 private:
  struct Catalogue;
  std::unique_ptr<Catalogue> catalogue_;
};

}  // namespace rapport::http
