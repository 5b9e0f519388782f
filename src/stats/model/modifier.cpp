#include "stats/model/modifier.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "stats/model/expression_parser.hpp"
#include "stats/model/expression_tape.hpp"
#include "stats/model/nearest_name.hpp"

namespace rapport::stats {
namespace {
using Words = std::span<const Token>;
using Kind = Modifier::Kind;

bool is_symbol(const Token& token, std::string_view symbol) {
  return token.kind == TokenKind::symbol && token.text == symbol;
}

/// The words inside the parentheses of a call that takes all of `words`, split at its commas.
std::vector<Words> arguments_of(std::string_view text, Words words) {
  std::vector<Words> result;
  const Words inside = words.subspan(2, words.size() - 3);
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= inside.size(); ++i) {
    if (i == inside.size() || (depth == 0 && is_symbol(inside[i], ","))) {
      if (i == begin) throw ModelError(text, words.front().place, "An argument is missing in these parentheses.");
      result.push_back(inside.subspan(begin, i - begin));
      begin = i + 1;
    } else if (is_symbol(inside[i], "(")) {
      ++depth;
    } else if (is_symbol(inside[i], ")")) {
      --depth;
    }
  }
  return result;
}

bool is_call(Words words) {
  return words.size() >= 3 && words[0].kind == TokenKind::name && is_symbol(words[1], "(");
}

/// One entry of a modifier: a number (NA included) or a word.
struct Entry {
  std::optional<double> number = {};
  std::string word = {};
};

Entry entry_of(std::string_view text, Words words, bool names_are_words) {
  if (words.size() == 1 && words[0].kind == TokenKind::text) return {.word = words[0].text};
  if (words.size() == 1 && words[0].kind == TokenKind::name) {
    if (words[0].text == "NA") return {.number = std::numeric_limits<double>::quiet_NaN()};
    if (words[0].text != "Inf" && names_are_words) return {.word = words[0].text};
  }
  return {.number = parse_number(text, words)};
}

bool is_number_kind(Kind kind) {
  return kind == Kind::fixed || kind == Kind::start || kind == Kind::lower || kind == Kind::upper;
}

/// Values or c(values) of a modifier. A kind is wanted, or (nullopt) to be told by what the entries are.
Modifier list_of(std::string_view text, Words words, std::optional<Kind> wanted) {
  Modifier result{.kind = wanted.value_or(Kind::fixed), .place = words.front().place};
  std::vector<Words> parts{words};
  if (is_call(words) && words[0].text == "c") {
    result.is_list = true;
    parts = arguments_of(text, words);
  }
  std::vector<Entry> entries;
  bool some_word = false;
  bool some_number = false;  // NA is both
  for (const Words part : parts) {
    entries.push_back(entry_of(text, part, !wanted || !is_number_kind(*wanted)));
    some_word = some_word || !entries.back().number;
    some_number = some_number || (entries.back().number && !std::isnan(*entries.back().number));
  }
  if (some_word && some_number) {
    throw ModelError(text, result.place,
                     "Numbers and labels in one list are not supported here yet: write two modifiers.");
  }
  if (!wanted) result.kind = some_word ? Kind::label : Kind::fixed;
  if (is_number_kind(result.kind) && some_word) {
    throw ModelError(text, result.place, "Here a number should stand.");
  }
  if (!is_number_kind(result.kind) && some_number) {
    throw ModelError(text, result.place, "Here a name should stand.");
  }
  for (const Entry& entry : entries) {
    if (is_number_kind(result.kind)) {
      result.numbers.push_back(*entry.number);
    } else {
      result.words.push_back(entry.word);
    }
  }
  return result;
}

struct Call {
  std::string_view name;
  Kind kind;
};
constexpr std::array<Call, 6> calls = {{{"start", Kind::start},
                                        {"equal", Kind::equal},
                                        {"label", Kind::label},
                                        {"lower", Kind::lower},
                                        {"upper", Kind::upper},
                                        {"fixed", Kind::fixed}}};
}  // namespace

Modifier parse_modifier(std::string_view text, std::span<const Token> words) {
  if (!is_call(words)) return list_of(text, words, std::nullopt);
  const Token& name = words.front();
  if (name.text == "c") return list_of(text, words, std::nullopt);
  if (name.text == "rv" || name.text == "efa" || name.text == "group" || name.text == "level") {
    throw ModelError(text, name.place, fmt::format("The modifier {}(…) is not supported here yet.", name.text));
  }
  for (const Call& call : calls) {
    if (name.text != call.name) continue;
    const std::vector<Words> arguments = arguments_of(text, words);
    if (arguments.size() != 1) {
      throw ModelError(text, name.place,
                       fmt::format("{0} takes one value, or one per group in c(…): {0}(c(1,2)).", name.text));
    }
    Modifier result = list_of(text, arguments.front(), call.kind);
    result.place = name.place;
    return result;
  }
  if (!function_named(name.text) && name.text != "min" && name.text != "max" && name.text != "sum") {
    std::vector<std::string> known{"c"};
    for (const Call& call : calls) known.emplace_back(call.name);
    for (const std::string_view function : function_names()) known.emplace_back(function);
    const auto nearest = nearest_name(name.text, known);
    throw ModelError(text, name.place,
                     fmt::format("There is no modifier {}(…) here.{}", name.text,
                                 nearest ? fmt::format(" Did you mean {}?", *nearest) : ""));
  }
  return list_of(text, words, Kind::fixed);  // sqrt(2)
}

Modifier start_modifier(std::string_view text, std::span<const Token> words) {
  return list_of(text, words, Kind::start);
}

}  // namespace rapport::stats
