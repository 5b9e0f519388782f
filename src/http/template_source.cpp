#include "http/template_source.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace rapport::http {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Where in the HTML the text read so far ends: as much of a tokenizer as the rules need.
class Position {
 public:
  enum class Place { text, tag, unquoted_value, quoted_value };

  Place place() const { return place_; }
  const std::string& attribute() const { return attribute_; }
  bool is_value_start() const { return value_start_; }
  /// "script", "style", "textarea" or "pre" when inside such an element's text.
  std::string_view element() const { return element_; }

  /// A marker stands here: what follows is no longer the start of a value.
  void pass_marker() {
    value_start_ = false;
    if (place_ == Place::tag) attribute_.clear();
  }

  void read(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) read_one(text[i], text.substr(i));
  }

 private:
  void read_one(char c, std::string_view rest) {
    switch (place_) {
      case Place::text:
        if (c == '<' && begins_tag(rest)) begin_tag(rest);
        return;
      case Place::tag:
        return read_in_tag(c);
      case Place::unquoted_value:
        if (value_start_ && (c == '"' || c == '\'')) {
          quote_ = c;
          place_ = Place::quoted_value;
        } else if (c == '>') {
          end_tag();
        } else if (std::isspace(static_cast<unsigned char>(c))) {
          if (!value_start_) place_ = Place::tag;
        } else {
          value_start_ = false;
        }
        return;
      case Place::quoted_value:
        if (c == quote_) {
          place_ = Place::tag;
          attribute_.clear();
        } else {
          value_start_ = false;
        }
    }
  }

  void read_in_tag(char c) {
    if (c == '>') return end_tag();
    if (c == '=') {
      place_ = Place::unquoted_value;
      value_start_ = true;
    } else if (std::isspace(static_cast<unsigned char>(c)) || c == '/') {
      attribute_.clear();
    } else {
      attribute_ += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }

  bool begins_tag(std::string_view rest) const {
    if (!element_.empty() && element_ != "pre") return rest.substr(1).starts_with("/" + element_);
    if (rest.size() == 1) return true;  // a marker follows: the tag's own name would be a value
    return std::isalpha(static_cast<unsigned char>(rest[1])) || rest[1] == '/';
  }

  void begin_tag(std::string_view rest) {
    std::string name;
    for (const char c : rest.substr(1)) {
      if (!std::isalnum(static_cast<unsigned char>(c)) && !(c == '/' && name.empty())) break;
      name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    tag_ = name;
    attribute_.clear();
    place_ = Place::tag;
  }

  void end_tag() {
    place_ = Place::text;
    if (is_one_of(tag_, {"script", "style", "textarea", "pre"})) element_ = tag_;
    if (tag_.size() > 1 && tag_.substr(1) == element_) element_.clear();
  }

  Place place_ = Place::text;
  std::string tag_, attribute_, element_;
  char quote_ = 0;
  bool value_start_ = false;
};

struct Marker {
  char kind;  // '#', '/', '>', '!', … or a space for a value
  std::string_view name;
  std::string_view modifiers;  // ":none", or empty
};

Marker read_marker(std::string_view inside) {
  Marker marker{' ', inside, {}};
  if (!inside.empty() && !std::isalnum(static_cast<unsigned char>(inside.front())) && inside.front() != '_') {
    marker.kind = inside.front();
    marker.name = inside.substr(1);
  }
  if (const auto colon = marker.name.find(':'); colon != std::string_view::npos && marker.kind != '!') {
    marker.modifiers = marker.name.substr(colon);
    marker.name = marker.name.substr(0, colon);
  }
  return marker;
}

class Preparation {
 public:
  explicit Preparation(std::string_view contents) : contents_(contents) {}

  TemplateSource run() {
    std::size_t at = 0;
    for (std::size_t open; (open = contents_.find("{{", at)) != std::string_view::npos;) {
      const std::size_t close = contents_.find("}}", open);
      here_ = open;
      if (close == std::string_view::npos) refuse("\"{{\" is never closed");
      copy(contents_.substr(at, open - at));
      pass(contents_.substr(open, close + 2 - open));
      at = close + 2;
    }
    copy(contents_.substr(at));
    return std::move(source_);
  }

 private:
  using Place = Position::Place;

  void copy(std::string_view text) {
    position_.read(text);
    source_.text += text;
  }

  void pass(std::string_view whole) {
    const Marker marker = read_marker(whole.substr(2, whole.size() - 4));
    switch (marker.kind) {
      case ' ':
        return pass_value(marker);
      case '>':
        return pass_include(marker);
      case '#':
      case '/':
      case '!':
        source_.text += whole;
        return;
      default:
        refuse("only values, sections, includes and comments can be written, not " + std::string(whole));
    }
  }

  void pass_value(const Marker& marker) {
    check_value(marker);
    const bool keeps_lines = position_.place() == Place::text && is_one_of(position_.element(), {"textarea", "pre"});
    source_.text += "{{";
    source_.text += marker.name;
    source_.text += marker.modifiers.empty() && keeps_lines ? ":p" : marker.modifiers;
    source_.text += "}}";
    position_.pass_marker();
    if (marker.name.starts_with("t_")) source_.message_keys.emplace_back(marker.name.substr(2));
    if (marker.name.starts_with("n_")) source_.message_keys.emplace_back(marker.name);
  }

  void check_value(const Marker& marker) const {
    const std::string name(marker.name);
    const bool is_html = name.ends_with("_html");
    if (is_html != (marker.modifiers == ":none")) refuse("{{x_html:none}} is how markup is written, and nothing else");
    if (!is_one_of(marker.modifiers, {"", ":none", ":p", ":u"}))
      refuse("the modifiers of " + name + " can be :p or :u");
    if (is_one_of(position_.element(), {"script", "style"}))
      refuse(name + " stands in a script; use a data- attribute");
    if (position_.place() == Place::text) return;
    if (is_html) refuse(name + " is markup and cannot stand inside a tag");
    if (position_.place() != Place::quoted_value) refuse("put the attribute's value in quotes: \"{{" + name + "}}\"");
    const std::string& attribute = position_.attribute();
    if (attribute.starts_with("on") || attribute.starts_with("hx-on") || attribute == "srcdoc") {
      refuse(attribute + " is a script; use a data- attribute for " + name);
    }
    const bool could_begin_script =
        is_one_of(attribute, {"formaction", "xlink:href", "hx-vals", "hx-vars", "hx-headers"});
    if (could_begin_script && position_.is_value_start()) {
      refuse(name + " could begin a script in " + attribute + "; begin with a fixed part, such as \"/\"");
    }
  }

  void pass_include(const Marker& marker) {
    if (position_.place() != Place::text || !position_.element().empty())
      refuse("an include cannot stand inside a tag");
    if (!marker.modifiers.empty()) refuse("an include takes no modifiers");
    drop_indentation();
    source_.includes.push_back({std::string(marker.name), source_.text.size()});
    source_.text.append("{{>").append(marker.name).append("}}");
  }

  void drop_indentation() {
    const auto last = source_.text.find_last_not_of(" \t");
    if (last != std::string::npos && source_.text[last] == '\n') source_.text.resize(last + 1);
  }

  [[noreturn]] void refuse(const std::string& why) const {
    const auto line = 1 + std::count(contents_.begin(), contents_.begin() + static_cast<std::ptrdiff_t>(here_), '\n');
    throw TemplateRefused("line " + std::to_string(line) + ": " + why + ".");
  }

  std::string_view contents_;
  std::size_t here_ = 0;
  Position position_;
  TemplateSource source_;
};

}  // namespace

TemplateSource prepare_template(std::string_view contents) {
  return Preparation(contents).run();
}

}  // namespace rapport::http
