#pragma once

#include <cstdint>
#include <string>

namespace rapport::mail {

struct Mailbox {
  std::string name;  // as people read it; may be empty
  std::string address;
};

struct Message {
  Mailbox to;
  std::string subject;
  std::string text;            // plain, lines ended by "\n"
  std::string html = {};       // the same once more, for those who prefer it; may be empty
  std::string from_name = {};  // shown as the sender where the settings name none: the community's
  bool automatic = true;       // no person wrote it: asks out-of-office programs not to answer (RFC 3834)
};

/// Who sends, and what makes this mail itself: the same for every attempt, so that a receiver can drop a repetition.
struct Envelope {
  Mailbox from;
  std::string id;  // letters and digits; becomes Message-ID <id@domain of from>
  std::int64_t sent_at_ms = 0;
};

/// The mail as RFC 5322 wants it, lines ended by CRLF, headers in ASCII (RFC 2047), body 7-bit or quoted-printable.
/// Whatever the words contain, they add no header: control characters become spaces.
/// @throws std::invalid_argument if one of the two addresses is none
std::string compose(const Message& message, const Envelope& envelope);

}  // namespace rapport::mail
