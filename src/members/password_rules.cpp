#include <algorithm>
#include <array>
#include <set>

#include "base/utf8.hpp"
#include "members/password.hpp"

namespace rapport::members {
namespace {

/// What people choose when a long password is asked for: words that stand alone or repeated, with digits and signs
/// around them. From the tops of published lists of leaked passwords (rockyou, SecLists), reduced to their words.
constexpr std::array<std::string_view, 96> kCommon{
    "password",   "passwort",   "passw",     "pass",       "qwerty",    "qwertz",        "qwertyuiop", "qwertzuiop",
    "asdf",       "asdfgh",     "asdfghjkl", "zxcvbn",     "zxcvbnm",   "yxcvbnm",       "qwer",       "qazwsx",
    "qazwsxedc",  "letmein",    "welcome",   "willkommen", "admin",     "administrator", "root",       "user",
    "guest",      "test",       "testing",   "login",      "secret",    "geheim",        "changeme",   "default",
    "iloveyou",   "ilove",      "loveyou",   "love",       "monkey",    "dragon",        "football",   "baseball",
    "basketball", "soccer",     "hockey",    "sunshine",   "princess",  "prinzessin",    "superman",   "batman",
    "spiderman",  "starwars",   "pokemon",   "trustno",    "master",    "shadow",        "michael",    "jennifer",
    "jessica",    "ashley",     "daniel",    "charlie",    "jordan",    "hunter",        "summer",     "winter",
    "spring",     "autumn",     "sommer",    "herbst",     "january",   "december",      "monday",     "hallo",
    "hello",      "helloworld", "abc",       "abcd",       "abcdef",    "abcdefg",       "abcdefgh",   "abcdefghij",
    "computer",   "internet",   "samsung",   "google",     "facebook",  "liverpool",     "chelsea",    "arsenal",
    "whatever",   "freedom",    "killer",    "cheese",     "chocolate", "schatz",        "fussball",   "rapport"};

char plain(char c) {
  switch (c) {
    case '0':
      return 'o';
    case '1':
    case '!':
      return 'i';
    case '3':
      return 'e';
    case '4':
    case '@':
      return 'a';
    case '5':
    case '$':
      return 's';
    default:
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
}

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_common(const std::string& word) {
  return std::find(kCommon.begin(), kCommon.end(), word) != kCommon.end();
}

/// "P@ssw0rd2024!" is the word "password" once disguise, digits and signs are gone; "lovelovelove" is one word thrice.
bool is_common_word_in_disguise(std::string_view password) {
  std::string disguised, letters;
  for (const char c : password) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (is_letter(lower)) letters += lower;
    disguised += plain(c);
  }
  const auto not_letter = [](char c) { return !is_letter(c); };
  // Digits at the ends are decoration, within the word they stand for letters: look at both readings.
  const auto begin = std::find_if(password.begin(), password.end(),
                                  [](char c) { return is_letter(plain(c)) && !(c >= '0' && c <= '9'); });
  auto end = password.end();
  while (end != begin && !is_letter(static_cast<char>(*(end - 1) | 0x20))) --end;
  std::string core(disguised.begin() + (begin - password.begin()), disguised.begin() + (end - password.begin()));
  std::erase_if(core, not_letter);
  for (const std::string& word : {letters, core}) {
    if (is_common(word)) return true;
    for (std::size_t length = 3; length * 2 <= word.size(); ++length) {
      if (word.size() % length != 0) continue;
      const std::string unit = word.substr(0, length);
      bool repeats = true;
      for (std::size_t i = length; i < word.size(); i += length)
        repeats = repeats && word.compare(i, length, unit) == 0;
      if (repeats && is_common(unit)) return true;
    }
  }
  return false;
}

/// Few different characters, or each the neighbour of the one before ("1234567890", "abcdefghijkl", "987654321").
bool is_repetitive(std::string_view password) {
  if (std::set<char>(password.begin(), password.end()).size() < 5) return true;
  std::size_t steps = 0;
  for (std::size_t i = 1; i < password.size(); ++i) {
    const int step = password[i] - password[i - 1];
    if (step == 0 || step == 1 || step == -1) ++steps;
  }
  if (steps * 4 >= (password.size() - 1) * 3) return true;
  for (std::size_t length = 1; length <= password.size() / 3; ++length) {
    bool repeats = true;
    for (std::size_t i = length; i < password.size(); ++i) repeats = repeats && password[i] == password[i - length];
    if (repeats) return true;
  }
  const bool digits_only = std::all_of(password.begin(), password.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits_only && password.size() < 14;  // a telephone number, a date
}

std::string lower_letters_and_digits(std::string_view text) {
  std::string kept;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (is_letter(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) kept += c;
  }
  return kept;
}

/// Hardly anything is left of the password when what others know of the person is taken out of it.
bool is_personal(std::string_view password, const std::vector<std::string>& personal) {
  std::string rest = lower_letters_and_digits(password);
  const std::size_t before = rest.size();
  const auto take_out = [&](std::string_view text) {
    const std::string known = lower_letters_and_digits(text);
    if (known.size() < 3) return;
    for (std::size_t at; (at = rest.find(known)) != std::string::npos;) rest.erase(at, known.size());
  };
  for (const std::string& text : personal) {
    take_out(text);
    std::size_t start = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
      if (i < text.size() && text[i] != ' ' && text[i] != '@' && text[i] != '.' && text[i] != '-') continue;
      take_out(std::string_view(text).substr(start, i - start));
      start = i + 1;
    }
  }
  return rest.size() < before && rest.size() < 6;
}

}  // namespace

Weakness weakness_of(std::string_view password, const std::vector<std::string>& personal) {
  const std::size_t length = count_code_points(password);
  if (length < kShortestPassword) return Weakness::too_short;
  if (length > kLongestPassword) return Weakness::too_long;
  if (is_common_word_in_disguise(password)) return Weakness::common;
  if (is_repetitive(password)) return Weakness::repetitive;
  if (is_personal(password, personal)) return Weakness::personal;
  return Weakness::none;
}

}  // namespace rapport::members
