#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"

namespace rapport::http {

/// Every word of the interface, by key, in one language. Patterns are ICU's: "{n, plural, one {# reply} other {#
/// replies}}"; they are compiled when first used. Thread-safe.
class Messages {
 public:
  /// @param files  of web/messages: LANGUAGE.json and LANGUAGE/*.json, such as "en.json" and "en/forms.json", are read
  /// @throws std::runtime_error if there is none, one is no object of strings, or a key stands in two of them
  Messages(const std::vector<embedded::File>& files, std::string_view language);
  ~Messages();

  /// A message without arguments. @throws std::logic_error for an unknown key (a missing word is a fault of ours) and
  /// for a pattern, which wants arguments
  std::string_view text(std::string_view key) const;
  bool has(std::string_view key) const;

  struct Argument {
    std::string_view name;
    std::int64_t number = 0;
    std::string_view text = {};  // used instead of the number when not empty
  };
  /// A message with arguments: "{n, plural, …}", "{name}". @throws std::logic_error as text does
  std::string format(std::string_view key, const std::vector<Argument>& arguments) const;
  /// The same for a pattern whose only argument is the number n, remembered for small n.
  std::string count(std::string_view key, std::int64_t n) const;

  /// The keys whose patterns ICU refuses, for a test over the real catalogue.
  std::vector<std::string> malformed() const;

 private:
  struct Catalogue;
  std::unique_ptr<Catalogue> catalogue_;
};

}  // namespace rapport::http
