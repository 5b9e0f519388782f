#include "http/scope.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <utility>

#include "base/clock.hpp"

namespace rapport::http {
namespace {

using ctemplate::TemplateString;

std::string_view view(const TemplateString& name) {
  return {name.data(), name.size()};
}

std::string decimal(double number) {
  char digits[32];
  return {std::begin(digits), std::to_chars(std::begin(digits), std::end(digits), number).ptr};
}

}  // namespace

std::string asset_address(std::string_view name, const std::function<std::string(std::string_view)>& asset_url) {
  std::string file(name.substr(std::string_view("asset_").size()));
  if (const auto last = file.rfind('_'); last != std::string::npos) file[last] = '.';
  std::replace(file.begin(), file.end(), '_', '-');
  return asset_url ? asset_url(file) : "/assets/" + file;
}

/// The elements of a list, one after the other, through one scope.
class Scope::Elements final : public Iterator {
 public:
  Elements(const List& list, const Scope& outer) : list_(list), scope_(nullptr, &outer, outer.rendering_) {}
  bool HasNext() const override { return next_ < list_.size(); }
  const TemplateDictionaryInterface& Next() override {
    scope_.value_ = &list_[next_++];
    return scope_;
  }

 private:
  const List& list_;
  std::size_t next_ = 0;
  Scope scope_;
};

/// One scope, once; or none, which makes ctemplate go on with the scope that it has.
class Scope::Single final : public Iterator {
 public:
  explicit Single(const Scope* scope) : scope_(scope) {}
  Single(const Value* object, const Scope& outer)
      : own_(std::in_place, object, &outer, outer.rendering_), scope_(&*own_) {}
  bool HasNext() const override { return scope_ != nullptr; }
  const TemplateDictionaryInterface& Next() override { return *std::exchange(scope_, nullptr); }

 private:
  std::optional<Scope> own_;
  const Scope* scope_;
};

const Value* Scope::find(std::string_view name) const {
  if (name == "it") return value_;
  for (const Scope* scope = this; scope; scope = scope->outer_) {
    if (const Value* value = scope->value_->find(name)) return value;
  }
  return nullptr;
}

bool Scope::is_empty(std::string_view name) const {
  if (name.starts_with("asset_")) return asset(name).empty();
  const Value* value = find(name);
  return !value || value->is_empty();
}

bool Scope::IsHiddenSection(const TemplateString& section) const {
  const std::string_view name = view(section);
  if (name.starts_with("if_")) return is_empty(name.substr(3));
  if (name.starts_with("no_")) return !is_empty(name.substr(3));
  return is_empty(name);
}

Scope::Iterator* Scope::CreateSectionIterator(const TemplateString& section) const {
  const std::string_view name = view(section);
  const Value* value = name.starts_with("if_") || name.starts_with("no_") ? nullptr : find(name);
  if (!value) return new Single(nullptr);
  if (const auto* list = std::get_if<List>(&value->data())) return new Elements(*list, *this);
  if (std::holds_alternative<Value::Object>(value->data())) return new Single(value, *this);
  return new Single(nullptr);
}

const char* Scope::GetIncludeTemplateName(const TemplateString& name, int) const {
  if (view(name) == "BODY") return rendering_.body_template;
  const char* included = rendering_.included(view(name));
  if (!included) fail(view(name), "is no template to include");
  return included;
}

Scope::Iterator* Scope::CreateTemplateIterator(const TemplateString& name) const {
  return new Single(view(name) == "BODY" ? rendering_.body_scope : nullptr);
}

TemplateString Scope::GetValue(const TemplateString& name) const {
  const std::string_view text = text_of(view(name));
  return {text.data(), text.size()};
}

std::string_view Scope::text_of(std::string_view name) const {
  if (name.starts_with("t_") || name.starts_with("n_")) return message(name);
  if (name.starts_with("asset_")) return asset(name);
  if (name.ends_with("_html")) return markup(name);
  if (const Value* value = find(name)) return readable(name, *value);
  if (name.ends_with("_iso")) return iso(name);
  if (name.ends_with("_json")) {
    const Value* value = find(name.substr(0, name.size() - 5));
    return value ? keep(to_json(*value)) : std::string_view("null");
  }
  return {};
}

std::string_view Scope::message(std::string_view name) const {
  try {
    if (name.starts_with("t_")) return rendering_.messages.text(name.substr(2));
    const Value* counted = find(name.substr(2));
    if (!counted) return fail(name, "has no number to count with");
    if (const auto* number = std::get_if<std::int64_t>(&counted->data())) {
      return keep(rendering_.messages.count(name, *number));
    }
    if (const auto* list = std::get_if<List>(&counted->data())) {
      return keep(rendering_.messages.count(name, static_cast<std::int64_t>(list->size())));
    }
    return fail(name, "counts a value that is no whole number");
  } catch (const std::logic_error& error) {
    return fail(name, error.what());
  }
}

std::string_view Scope::markup(std::string_view name) const {
  const Value* value = find(name);
  if (!value || value->is_null()) return {};
  const auto* html = std::get_if<Html>(&value->data());
  return html ? std::string_view(html->markup) : fail(name, "is no Html, so it cannot pass unescaped");
}

std::string_view Scope::asset(std::string_view name) const {
  return keep(asset_address(name, rendering_.asset_url));
}

std::string_view Scope::iso(std::string_view name) const {
  const Value* value = find(name.substr(0, name.size() - 4));
  if (!value || value->is_null()) return {};
  const auto* time = std::get_if<Time>(&value->data());
  return time ? keep(iso_time(time->ms)) : fail(name, "is no time");
}

std::string_view Scope::readable(std::string_view name, const Value& value) const {
  struct Text {
    const Scope& scope;
    std::string_view name;
    std::string_view operator()(std::monostate) const { return {}; }
    std::string_view operator()(bool yes) const { return yes ? "true" : "false"; }
    std::string_view operator()(std::int64_t number) const { return scope.keep(std::to_string(number)); }
    std::string_view operator()(double number) const { return scope.keep(decimal(number)); }
    std::string_view operator()(const std::string& text) const { return text; }
    std::string_view operator()(Time time) const { return scope.keep(readable_time(time.ms)); }
    std::string_view operator()(const Money& money) const { return scope.keep(readable_money(money)); }
    std::string_view operator()(const Html&) const {
      return scope.fail(name, "is Html, so its name must end in _html");
    }
    std::string_view operator()(const List&) const { return scope.fail(name, "is a list, which needs a section"); }
    std::string_view operator()(const Value::Object&) const {
      return scope.fail(name, "is an object, which needs a section");
    }
  };
  return std::visit(Text{*this, name}, value.data());
}

std::string_view Scope::keep(std::string text) const {
  return rendering_.made.emplace_back(std::move(text));
}

std::string_view Scope::fail(std::string_view name, std::string_view why) const {
  if (rendering_.fault.empty()) rendering_.fault.append("{{").append(name).append("}}: ").append(why);
  return {};
}

}  // namespace rapport::http
