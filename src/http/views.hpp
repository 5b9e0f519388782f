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
/// files of the same names. Thread-safe after construction.
///
/// What a name means in a template, looked up in the innermost section first:
///   {{x}}                       the value: text, number, readable time or money
///   {{#x}}…{{/x}}               once per element of a list, once for an object
///   {{#if_x}}…  {{#no_x}}…      when x is not empty, when it is
///   {{x_iso}}                   a Time for machines
///   {{x_html:none}}             Html, the only kind that passes unescaped; other values never answer to such a name
///   {{t_key}}                   the message "key"; {{n_key}} the message "n_key" with n = the number under "key"
///   {{asset_app_css}}           the address of web/dist/app.css, with its content hash
class Views {
 public:
  struct Settings {
    std::filesystem::path theme;                             // empty: none
    std::function<std::string(std::string_view)> asset_url;  // "app.css" → "/assets/app.3f2a….css"
  };
  Views(const std::vector<embedded::File>& templates, const Messages& messages, Settings settings);
  ~Views();

  /// @throws std::logic_error if there is no such template
  std::string render(std::string_view template_name, const Value& model) const;
  /// The template as {{>BODY}} of http/templates/layout.html. Names not found in the model are looked up in the
  /// layout's.
  std::string render_page(std::string_view template_name, const Value& model, const Value& layout) const;

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace rapport::http
