#include "http/views.hpp"

#include <ctemplate/per_expand_data.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_modifiers.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>

#include "base/errors.hpp"
#include "http/scope.hpp"
#include "http/template_source.hpp"

namespace rapport::http {
namespace {

constexpr std::string_view kLayout = "http/templates/layout.html";
constexpr auto kStrip = ctemplate::STRIP_BLANK_LINES;

/// "dialogue/topics/post.html" → "dialogue__topics__post".
std::string include_name(std::string_view path) {
  std::string name;
  for (const char c : path.substr(0, path.size() - std::string_view(".html").size())) {
    if (c == '/') {
      name += "__";
    } else {
      name += c;
    }
  }
  return name;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// One template file; parsed on first use.
struct Template {
  std::string path;
  std::string contents;
  std::once_flag once = {};
  std::set<std::string> includes = {};  // what stays to be included when it is rendered
  std::atomic<bool> ready{false};       // it and all of these are parsed
  std::atomic<std::size_t> size{0};     // of the last page made of it: what to reserve for the next
};

}  // namespace

struct Views::Engine {
  const Messages& messages;
  Settings settings;
  std::map<std::string, Template, std::less<>> templates = {};    // by path
  std::map<std::string, Template*, std::less<>> by_include = {};  // by include name
  ctemplate::TemplateCache cache = {};

  void add(std::string path, std::string contents) {
    Template& file = templates[path];
    by_include[include_name(path)] = &file;
    file.path = std::move(path);
    file.contents = std::move(contents);
  }

  void add_theme() {
    if (settings.theme.empty()) return;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(settings.theme)) {
      if (entry.path().extension() != ".html") continue;
      const std::string path = entry.path().lexically_relative(settings.theme).generic_string();
      std::string contents = read_file(entry.path());
      try {
        prepare_template(contents);
      } catch (const TemplateRefused& refused) {
        throw BadInput("The template " + entry.path().string() + " cannot be used: " + refused.what());
      }
      add(path, std::move(contents));
    }
  }

  Template& find(std::string_view path) {
    const auto found = templates.find(path);
    if (found == templates.end()) throw std::logic_error("There is no template " + std::string(path) + ".");
    return found->second;
  }

  void parse(Template& file) {
    std::vector<const Template*> within;
    const std::string text = std::string(kEscapingOn) + settled(put_together(file, within, file.includes));
    if (!cache.StringToTemplateCache(file.path, text, kStrip)) {
      throw std::logic_error("The template " + file.path +
                             " cannot be used: it does not parse; ctemplate wrote why to the standard error.");
    }
  }

  /// The text of a template with what it includes in its place, for which ctemplate would take locks at each rendering.
  /// Only a template within itself, as nested replies are, and the page within the layout stay to be included.
  /// @param within  the templates around this one
  /// @param left    gets the names of the templates that stay to be included
  std::string put_together(const Template& file, std::vector<const Template*>& within, std::set<std::string>& left) {
    const TemplateSource source = prepare(file);
    within.push_back(&file);
    std::string whole;
    std::size_t at = 0;
    for (const Include& include : source.includes) {
      const std::size_t marker_size = include.name.size() + std::string_view("{{>}}").size();
      whole.append(source.text, at, include.at - at);
      at = include.at + marker_size;
      const Template* part = include.name == "BODY" ? nullptr : included_by(file, include.name);
      if (part && std::find(within.begin(), within.end(), part) == within.end()) {
        whole += put_together(*part, within, left);
        const bool began_line = include.at == 0 || source.text[include.at - 1] == '\n';
        if (began_line && at < source.text.size() && source.text[at] == '\n')
          ++at;  // a line of its own leaves no empty one
      } else {
        whole.append(source.text, include.at, marker_size);
        if (part) left.insert(include.name);
      }
    }
    within.pop_back();
    return whole.append(source.text, at);
  }

  /// The text with what is the same in every page, words and addresses of assets, in its place already.
  std::string settled(std::string_view text) const {
    constexpr std::string_view open = "{{";
    constexpr std::string_view close = "}}";
    std::string whole;
    std::size_t at = 0;
    for (std::size_t from; (from = text.find(open, at)) != std::string_view::npos;) {
      const std::size_t end = text.find(close, from) + close.size();
      whole.append(text, at, from - at);
      const auto same = same_everywhere(text.substr(from + open.size(), end - from - open.size() - close.size()));
      if (same && same->find(open) == std::string::npos) {
        whole += ctemplate::html_escape(*same);
      } else {
        whole.append(text, from, end - from);
      }
      at = end;
    }
    return whole.append(text, at);
  }

  /// Nothing where rendering has more to do: for values, for modifiers, and for words that are missing.
  std::optional<std::string> same_everywhere(std::string_view marker) const try {
    if (marker.find(':') != std::string_view::npos) return std::nullopt;
    if (marker.starts_with("asset_")) return asset_address(marker, settings.asset_url);
    if (!marker.starts_with("t_")) return std::nullopt;
    return std::string(messages.text(marker.substr(2)));
  } catch (const std::logic_error&) {
    return std::nullopt;
  }

  static TemplateSource prepare(const Template& file) try {
    return prepare_template(file.contents);
  } catch (const TemplateRefused& refused) {
    throw std::logic_error("The template " + file.path + " cannot be used: " + refused.what());
  }

  const Template* included_by(const Template& file, std::string_view name) const {
    const auto found = by_include.find(name);
    if (found != by_include.end()) return found->second;
    throw std::logic_error("The template " + file.path + " cannot be used: {{>" + std::string(name) +
                           "}} names no template.");
  }

  /// Parses a template and all that is left to be included, so that rendering never meets one that is not there.
  Template& make_ready(std::string_view path) {
    Template& wanted = find(path);
    if (wanted.ready.load(std::memory_order_acquire)) return wanted;
    std::set<Template*> seen{&wanted};
    std::vector<Template*> open{&wanted};
    while (!open.empty()) {
      Template& file = *open.back();
      open.pop_back();
      std::call_once(file.once, [&] { parse(file); });
      for (const std::string& include : file.includes) {
        if (seen.insert(by_include.at(include)).second) open.push_back(by_include.at(include));
      }
    }
    wanted.ready.store(true, std::memory_order_release);
    return wanted;
  }

  Rendering rendering() {
    return {.messages = messages, .asset_url = settings.asset_url, .included = [this](std::string_view name) {
              const auto found = by_include.find(name);
              return found == by_include.end() ? nullptr : found->second->path.c_str();
            }};
  }

  std::string expand(Template& file, const Scope& scope, Rendering& rendering, Template& sized) {
    std::string page;
    page.reserve(sized.size.load(std::memory_order_relaxed) + 512);
    ctemplate::PerExpandData nothing_more;
    const bool done = cache.ExpandWithData(file.path, kStrip, &scope, &nothing_more, &page);
    if (!rendering.fault.empty()) throw std::logic_error("In the template " + sized.path + ", " + rendering.fault);
    if (!done) throw std::logic_error("The template " + sized.path + " could not be expanded.");
    sized.size.store(page.size(), std::memory_order_relaxed);
    return page;
  }
};

Views::Views(const std::vector<embedded::File>& templates, const Messages& messages, Settings settings)
    : engine_(new Engine{.messages = messages, .settings = std::move(settings)}) {
  for (const auto& file : templates) engine_->add(std::string(file.path), std::string(file.contents));
  engine_->add_theme();
}

Views::~Views() = default;

std::string Views::render(std::string_view template_name, const Value& model) const {
  Template& file = engine_->make_ready(template_name);
  Rendering rendering = engine_->rendering();
  const Scope scope(&model, nullptr, rendering);
  return engine_->expand(file, scope, rendering, file);
}

std::string Views::render_page(std::string_view template_name, const Value& model, const Value& layout) const {
  Template& body = engine_->make_ready(template_name);
  Template& frame = engine_->make_ready(kLayout);
  Rendering rendering = engine_->rendering();
  const Scope around_body(&layout, nullptr, rendering);
  const Scope body_scope(&model, &around_body, rendering);
  const Scope around_frame(&model, nullptr, rendering);
  const Scope frame_scope(&layout, &around_frame, rendering);
  rendering.body_template = body.path.c_str();
  rendering.body_scope = &body_scope;
  return engine_->expand(frame, frame_scope, rendering, body);
}

std::vector<std::string> Views::faults() const {
  std::vector<std::string> faults;
  for (const auto& [path, file] : engine_->templates) {
    try {
      engine_->make_ready(path);
      for (const std::string& key : prepare_template(file.contents).message_keys) {
        if (!engine_->messages.has(key))
          faults.push_back(path + " asks for the message " + key + ", which is nowhere.");
      }
    } catch (const std::logic_error& error) {
      faults.emplace_back(error.what());
    }
  }
  return faults;
}

}  // namespace rapport::http
