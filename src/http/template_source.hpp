#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::http {

/// What ctemplate must read first.
inline constexpr std::string_view kEscapingOn = "{{%AUTOESCAPE context=\"HTML\"}}";

struct Include {
  std::string name;  // as written: "dialogue__topics__post", "BODY"
  std::size_t at;    // where its {{>name}} stands in the text
};

/// A template as it goes to ctemplate after kEscapingOn, and the names that it uses.
struct TemplateSource {
  std::string text;
  std::vector<Include> includes;          // in their order
  std::vector<std::string> message_keys;  // of {{t_…}} and {{n_…}}
};

/// A template that must not be used: says the line, the reason and the remedy.
struct TemplateRefused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Makes a template file ready: keeps line ends in <textarea> and <pre>, and lets an include
/// leave the indentation of its lines alone (ctemplate would indent what a person typed, too).
/// @throws TemplateRefused where ctemplate's escaping could not hold: a pragma or delimiters of its own, ":none" under
/// a name that does not end in _html or inside a tag, a modifier other than :p and :u, an attribute value without
/// quotes, a value inside <script> or <style> or in an attribute that is a script (onclick, hx-on, srcdoc, …) or that
/// could begin one (formaction, hx-vals, …), an include inside a tag
TemplateSource prepare_template(std::string_view contents);

}  // namespace rapport::http
