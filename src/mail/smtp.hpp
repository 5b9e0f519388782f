#pragma once

#include <string>

#include "mail/transport.hpp"

namespace rapport::mail {

/// One connection, one mail. @throws Refused, Unavailable as deliver does
void send_by_smtp(const Settings& settings, const std::string& to, const std::string& mail);

}  // namespace rapport::mail
