#pragma once

#include <string>
#include <string_view>

namespace rapport::mail {

/// Whether this is an e-mail address that we can write to: local part and domain in plain ASCII, at most 254
/// characters, nothing that could end a header or hide a second address. Says nothing about whether somebody reads it.
bool is_address(std::string_view text);

/// As two spellings of one mailbox are compared: in lower case.
std::string folded(std::string_view address);

}  // namespace rapport::mail
