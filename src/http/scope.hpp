#pragma once

#include <ctemplate/template_dictionary_interface.h>

#include <deque>
#include <functional>
#include <string>
#include <string_view>

#include "http/messages.hpp"
#include "http/value.hpp"

namespace rapport::http {

class Scope;

/// What one rendering needs beside its values. Made texts live here until the page is done.
struct Rendering {
  const Messages& messages;
  const std::function<std::string(std::string_view)>& asset_url;
  /// The cached name of the template that an include names, or null.
  std::function<const char*(std::string_view)> included;
  const char* body_template = nullptr;  // what {{>BODY}} includes, and what it sees
  const Scope* body_scope = nullptr;
  std::deque<std::string> made = {};
  std::string fault = {};  // the first one; nothing is thrown through ctemplate, whose bookkeeping would leak
};

/// Where the file of {{asset_app_css}} or {{asset_vote_form_js}} is: app.css, vote-form.js.
/// @param asset_url  of a file; null: "/assets/" and its name
std::string asset_address(std::string_view name, const std::function<std::string(std::string_view)>& asset_url);

/// A view model as ctemplate asks for it, copying nothing: names are resolved here (views.hpp says how).
class Scope final : public ctemplate::TemplateDictionaryInterface {
 public:
  Scope(const Value* value, const Scope* outer, Rendering& rendering)
      : value_(value), outer_(outer), rendering_(rendering) {}

  ctemplate::TemplateString GetValue(const ctemplate::TemplateString& name) const override;
  bool IsHiddenSection(const ctemplate::TemplateString& name) const override;
  bool IsUnhiddenSection(const ctemplate::TemplateString& name) const override { return !IsHiddenSection(name); }
  Iterator* CreateSectionIterator(const ctemplate::TemplateString& name) const override;
  bool IsHiddenTemplate(const ctemplate::TemplateString&) const override { return false; }
  const char* GetIncludeTemplateName(const ctemplate::TemplateString& name, int) const override;
  Iterator* CreateTemplateIterator(const ctemplate::TemplateString& name) const override;
  void DumpToString(std::string* out, int) const override { out->append(to_json(*value_)); }

 private:
  class Elements;
  class Single;

  const Value* find(std::string_view name) const;
  bool is_empty(std::string_view name) const;
  std::string_view text_of(std::string_view name) const;
  std::string_view message(std::string_view name) const;
  std::string_view markup(std::string_view name) const;
  std::string_view asset(std::string_view name) const;
  std::string_view iso(std::string_view name) const;
  std::string_view readable(std::string_view name, const Value& value) const;
  std::string_view keep(std::string text) const;
  std::string_view fail(std::string_view name, std::string_view why) const;

  const Value* value_;
  const Scope* outer_;
  Rendering& rendering_;
};

}  // namespace rapport::http
