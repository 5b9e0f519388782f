#include "mail/message.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

#include "base/clock.hpp"
#include "base/utf8.hpp"
#include "mail/address.hpp"

namespace rapport::mail {
namespace {

constexpr std::string_view kEnd = "\r\n";

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// One line, whatever it was: what may stand in a header.
std::string one_line(std::string_view text) {
  std::string line = well_formed_utf8(text);
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return line;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string encoded;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::array<unsigned, 3> three{};
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < count; ++k) three[k] = static_cast<unsigned char>(bytes[i + k]);
    const unsigned bits = three[0] << 16 | three[1] << 8 | three[2];
    encoded += kDigits[bits >> 18];
    encoded += kDigits[bits >> 12 & 63];
    encoded += count > 1 ? kDigits[bits >> 6 & 63] : '=';
    encoded += count > 2 ? kDigits[bits & 63] : '=';
  }
  return encoded;
}

/// RFC 2047 encoded words, each at most 75 characters and cut between characters, folded onto lines of their own.
std::string encoded_words(std::string_view text) {
  constexpr std::size_t kBytes = 42;  // 56 in base64, with the 12 around it well below 75
  std::string words;
  while (!text.empty()) {
    std::size_t cut = std::min(kBytes, text.size());
    while (cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) --cut;
    if (!words.empty()) words += "\r\n ";
    words += "=?UTF-8?B?" + base64(text.substr(0, cut)) + "?=";
    text.remove_prefix(cut);
  }
  return words;
}

std::string unstructured(std::string_view text) {
  const std::string line = one_line(text);
  const bool plain = is_ascii(line) && line.size() <= 66 && line.find("=?") == line.npos;
  return plain ? line : encoded_words(line);
}

std::string mailbox(const Mailbox& box) {
  if (!is_address(box.address)) throw std::invalid_argument("This is no e-mail address that we can write to.");
  const std::string name = one_line(box.name);
  if (name.empty()) return box.address;
  std::string phrase;
  if (is_ascii(name) && name.size() <= 60 && name.find("=?") == name.npos) {
    phrase = "\"";
    for (const char c : name) {
      if (c == '"' || c == '\\') phrase += '\\';
      phrase += c;
    }
    phrase += '"';
  } else {
    phrase = encoded_words(name);
  }
  return phrase + (name.size() > 30 ? "\r\n " : " ") + "<" + box.address + ">";
}

std::string with_crlf(std::string_view text) {
  std::string lines;
  for (const char c : text) {
    if (c == '\n') lines += '\r';
    lines += c;
  }
  if (!lines.ends_with(kEnd)) lines += kEnd;
  return lines;
}

/// RFC 2045, section 6.7: lines of at most 76 characters, the line ends of the text kept.
std::string quoted_printable(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      encoded += kEnd;
      column = 0;
      continue;
    }
    const bool ends_line = i + 1 == text.size() || text[i + 1] == '\n';
    const bool literal = (c > ' ' && c <= '~' && c != '=') || ((c == ' ' || c == '\t') && !ends_line);
    if (column + (literal ? 1 : 3) > 75) {
      encoded += "=\r\n";
      column = 0;
    }
    if (literal) {
      encoded += c;
      ++column;
    } else {
      encoded += '=';
      encoded += kDigits[static_cast<unsigned char>(c) >> 4];
      encoded += kDigits[static_cast<unsigned char>(c) & 15];
      column += 3;
    }
  }
  if (!encoded.ends_with(kEnd)) encoded += kEnd;
  return encoded;
}

/// 7-bit as it is where that is allowed, so that links in it stay whole for everyone who reads the raw mail.
std::string part(std::string_view content_type, const std::string& body) {
  const std::string text = well_formed_utf8(body);
  std::size_t longest = 0, length = 0;
  for (const char c : text) longest = std::max(longest, length = c == '\n' ? 0 : length + 1);
  const bool plain = is_ascii(text) && longest <= 900;
  return "Content-Type: " + std::string(content_type) + "; charset=utf-8\r\nContent-Transfer-Encoding: " +
         (plain ? "7bit\r\n\r\n" + with_crlf(text) : "quoted-printable\r\n\r\n" + quoted_printable(text));
}

std::string mail_date(std::int64_t time_ms) {
  std::string date = http_time(time_ms);  // "Sat, 21 Nov 2026 14:05:09 GMT"
  date.resize(date.size() - 3);
  return date + "+0000";
}

}  // namespace

std::string compose(const Message& message, const Envelope& envelope) {
  const std::string from = mailbox(envelope.from), to = mailbox(message.to);
  const std::string domain = envelope.from.address.substr(envelope.from.address.rfind('@') + 1);
  std::string mail = "From: " + from + "\r\nTo: " + to + "\r\nSubject: " + unstructured(message.subject) +
                     "\r\nDate: " + mail_date(envelope.sent_at_ms) + "\r\nMessage-ID: <" + one_line(envelope.id) + "@" +
                     domain + ">\r\nMIME-Version: 1.0\r\n";
  if (message.automatic) mail += "Auto-Submitted: auto-generated\r\n";
  if (message.html.empty()) return mail + part("text/plain", message.text);

  std::string boundary = "=_" + envelope.id;
  while (message.text.find(boundary) != std::string::npos || message.html.find(boundary) != std::string::npos)
    boundary += "_";
  mail += "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n";
  mail += "--" + boundary + "\r\n" + part("text/plain", message.text);
  mail += "--" + boundary + "\r\n" + part("text/html", message.html);
  return mail + "--" + boundary + "--\r\n";
}

}  // namespace rapport::mail
