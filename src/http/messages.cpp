#include "http/messages.hpp"

#include <unicode/msgfmt.h>

#include <array>
#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <unordered_map>

namespace rapport::http {
namespace {

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

/// One message. MessageFormat::format is const but fills caches inside, so each formatter has its lock.
class Message {
 public:
  Message(std::string text, const icu::Locale& locale) : text_(std::move(text)), locale_(locale) {}
  ~Message() {
    if (!remembered_) return;
    for (const auto& made : *remembered_) delete made.load();
  }

  bool is_pattern() const { return text_.find('{') != std::string::npos; }
  std::string_view text() const { return text_; }

  std::string format(const std::vector<Messages::Argument>& arguments, UErrorCode& status) {
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const auto& argument : arguments) {
      names.push_back(unicode(argument.name));
      if (argument.text.empty()) {
        values.emplace_back(argument.number);
      } else {
        values.emplace_back(unicode(argument.text));
      }
    }
    icu::UnicodeString result;
    const std::lock_guard lock(mutex_);
    if (!compiled_) compiled_ = std::make_unique<icu::MessageFormat>(unicode(text_), locale_, status);
    compiled_->format(names.data(), values.data(), static_cast<std::int32_t>(values.size()), result, status);
    std::string text;
    return result.toUTF8String(text);
  }

  const std::string* remembered(std::int64_t n) const {
    const auto* slots = slots_.load(std::memory_order_acquire);
    return slots && is_small(n) ? (*slots)[static_cast<std::size_t>(n)].load(std::memory_order_acquire) : nullptr;
  }

  void remember(std::int64_t n, const std::string& text) {
    if (!is_small(n)) return;
    const std::lock_guard lock(mutex_);
    if (!remembered_) {
      remembered_ = std::make_unique<Slots>();
      slots_.store(remembered_.get(), std::memory_order_release);
    }
    auto& slot = (*remembered_)[static_cast<std::size_t>(n)];
    if (!slot.load()) slot.store(new std::string(text), std::memory_order_release);
  }

 private:
  using Slots = std::array<std::atomic<const std::string*>, 256>;
  static bool is_small(std::int64_t n) { return n >= 0 && n < 256; }

  const std::string text_;
  const icu::Locale& locale_;
  std::mutex mutex_;
  std::unique_ptr<icu::MessageFormat> compiled_;
  std::unique_ptr<Slots> remembered_;
  std::atomic<const Slots*> slots_{nullptr};  // remembered_, to be read without the lock
};

struct TextHash : std::hash<std::string_view> {
  using is_transparent = void;
};

bool belongs_to(std::string_view path, std::string_view language) {
  if (!path.starts_with(language) || !path.ends_with(".json")) return false;
  path.remove_prefix(language.size());
  return path == ".json" || path.starts_with('/');
}

}  // namespace

struct Messages::Catalogue {
  icu::Locale locale;
  std::unordered_map<std::string, std::unique_ptr<Message>, TextHash, std::equal_to<>> messages;

  void read(const embedded::File& file) {
    const std::string name(file.path);
    const auto words = nlohmann::json::parse(file.contents, nullptr, false);
    if (!words.is_object()) throw std::runtime_error("The messages in " + name + " are no JSON object.");
    for (const auto& [key, text] : words.items()) {
      if (!text.is_string()) throw std::runtime_error("The message " + key + " in " + name + " is no text.");
      auto message = std::make_unique<Message>(text.get<std::string>(), locale);
      if (!messages.emplace(key, std::move(message)).second) {
        throw std::runtime_error("The message " + key + " in " + name + " is also in another file.");
      }
    }
  }

  Message& find(std::string_view key) const {
    const auto found = messages.find(key);
    if (found == messages.end()) throw std::logic_error("There is no message " + std::string(key) + ".");
    return *found->second;
  }
};

Messages::Messages(const std::vector<embedded::File>& files, std::string_view language)
    : catalogue_(std::make_unique<Catalogue>()) {
  catalogue_->locale = icu::Locale(std::string(language).c_str());
  bool any = false;
  for (const auto& file : files) {
    if (!belongs_to(file.path, language)) continue;
    catalogue_->read(file);
    any = true;
  }
  if (!any) throw std::runtime_error("There are no messages in the language " + std::string(language) + ".");
}

Messages::~Messages() = default;

std::string_view Messages::text(std::string_view key) const {
  const Message& message = catalogue_->find(key);
  if (message.is_pattern()) throw std::logic_error("The message " + std::string(key) + " wants arguments.");
  return message.text();
}

bool Messages::has(std::string_view key) const {
  return catalogue_->messages.contains(key);
}

std::string Messages::format(std::string_view key, const std::vector<Argument>& arguments) const {
  Message& message = catalogue_->find(key);
  if (!message.is_pattern()) return std::string(message.text());
  UErrorCode status = U_ZERO_ERROR;
  std::string text = message.format(arguments, status);
  if (U_FAILURE(status)) {
    throw std::logic_error("The message " + std::string(key) + " cannot be formatted: " + u_errorName(status) + ".");
  }
  return text;
}

std::string Messages::count(std::string_view key, std::int64_t n) const {
  Message& message = catalogue_->find(key);
  if (const std::string* made = message.remembered(n)) return *made;
  std::string text = format(key, {{.name = "n", .number = n}});
  message.remember(n, text);
  return text;
}

std::vector<std::string> Messages::malformed() const {
  std::vector<std::string> keys;
  for (const auto& [key, message] : catalogue_->messages) {
    if (!message->is_pattern()) continue;
    UErrorCode status = U_ZERO_ERROR;
    const icu::MessageFormat compiled(unicode(message->text()), catalogue_->locale, status);
    if (U_FAILURE(status)) keys.push_back(key);
  }
  return keys;
}

}  // namespace rapport::http
