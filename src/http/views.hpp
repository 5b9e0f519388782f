#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"
#include "http/messages.hpp"
#include "http/value.hpp"

namespace rapport::http {

/// The templates: ctemplate with context-aware escaping on for every file, overridable by a theme folder that holds
/// files of the same names. Parsed when first used. Thread-safe.
///
/// What a name means in a template, looked up in the innermost section first, then outwards:
///   {{x}}                       the value: text, number, true or false, readable time or money; nothing if it is
///                               null or nowhere
///   {{it}}                      the element itself, in a section over a list of texts or numbers
///   {{#x}}…{{/x}}               once per element of a list, once for an object; any other value that is not empty:
///                               once. {{#x_separator}}…{{/x_separator}} inside stands between the elements
///   {{#if_x}}…  {{#no_x}}…      when x is not empty, when it is
///   {{x_iso}}                   a Time for machines
///   {{x_json}}                  the JSON of a value, for a data- attribute
///   {{x_html:none}}             Html, the only kind that passes unescaped and only under such a name
///   {{t_key}}                   the message "key"; {{n_key}} the message "n_key" with n = the number under "key", or
///                               the length of a list
///   {{asset_app_css}}           the address of web/dist/app.css, with its content hash: the last "_" of the name
///   stands
///                               for ".", the others for "-"
///   {{>dialogue__topics__post}} includes dialogue/topics/post.html, which sees all that is seen here
/// Line ends in text become spaces, but not in <textarea> and <pre>; {{x:p}} keeps them elsewhere. {{x:u}} escapes
/// one query parameter of an address. Blank lines of a template are left out.
///
/// A file is refused (template_source.hpp says why) where escaping could not hold.
class Views {
 public:
  struct Settings {
    std::filesystem::path theme = {};                             // empty: none
    std::function<std::string(std::string_view)> asset_url = {};  // "app.css" → "/assets/app.3f2a….css"
  };
  /// @throws BadInput if a file of the theme is refused
  Views(const std::vector<embedded::File>& templates, const Messages& messages, Settings settings);
  ~Views();

  /// @throws std::logic_error if there is no such template, it or what it includes is refused, or it asks for a message
  /// that does not exist or for a value of the wrong kind
  std::string render(std::string_view template_name, const Value& model) const;
  /// The template as {{>BODY}} of http/templates/layout.html. The template looks into the model first and then into the
  /// layout's values, layout.html the other way round: a model cannot replace what the layout is given, but may add to
  /// it.
  std::string render_page(std::string_view template_name, const Value& model, const Value& layout) const;

  /// What is wrong with the templates, one sentence each, for a test over the real ones: files that are refused or do
  /// not parse, includes of nothing, messages that the catalogue lacks.
  std::vector<std::string> faults() const;

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace rapport::http
