#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "http/messages.hpp"
#include "http/request.hpp"
#include "http/value.hpp"

namespace rapport::http {

/// A submitted form while it is checked: collects a message per field, and gives back what was typed.
///   Form form{request, messages};
///   const auto title = form.text("title", 1, 120);
///   if (!form.ok()) return page(kTemplate, title, edit_model(form), 422);
class Form {
 public:
  Form(const Request& request, const Messages& messages) : request_(request), messages_(messages) {}

  /// The trimmed text of a field; notes an error if it has fewer than min or more than max characters (code points).
  std::string text(std::string_view field, std::size_t min, std::size_t max);
  /// A whole number within bounds, or an error and min.
  std::int64_t integer(std::string_view field, std::int64_t min, std::int64_t max);
  /// One of the words given, or an error and the first.
  std::string choice(std::string_view field, const std::vector<std::string>& options);
  /// Whether a check box was ticked.
  bool checked(std::string_view field) const;

  /// Notes an error of the caller's own ("This name is taken."). The first one of a field stays.
  void fail(std::string_view field, std::string message);
  bool ok() const { return errors_.empty(); }
  const std::map<std::string, std::string, std::less<>>& errors() const { return errors_; }

  /// For templates: {"title": {"value": …, "error": …}} for each named field, plus "has_errors".
  Value values(std::initializer_list<Key> fields) const;

 private:
  const Request& request_;
  const Messages& messages_;
  std::map<std::string, std::string, std::less<>> errors_;
};

}  // namespace rapport::http
