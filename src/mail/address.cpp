#include "mail/address.hpp"

#include <algorithm>

namespace rapport::mail {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_dot_atom(std::string_view text, std::string_view also) {
  if (text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != text.npos) return false;
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_letter_or_digit(c) || c == '.' || also.find(c) != also.npos; });
}

}  // namespace

bool is_address(std::string_view text) {
  const auto at = text.rfind('@');
  if (at == text.npos || text.size() > 254) return false;
  const auto local = text.substr(0, at), domain = text.substr(at + 1);
  if (local.size() > 64 || !is_dot_atom(local, "!#$%&'*+-/=?^_`{|}~")) return false;
  if (!is_dot_atom(domain, "-") || domain.front() == '-' || domain.back() == '-') return false;
  return domain == "localhost" || domain.find('.') != domain.npos;
}

std::string folded(std::string_view address) {
  std::string lower(address);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace rapport::mail
