#pragma once

#include <filesystem>
#include <string>

#include "mail/message.hpp"

namespace rapport::mail {

/// Writes "TIME-ID.eml" so that it is there whole or not at all, also after a crash. Makes the folder if need be,
/// readable by its owner only: the mails hold links that sign people in. @throws Unavailable if the disk refuses
void write_to_outbox(const std::filesystem::path& folder, const Envelope& envelope, const std::string& mail);

}  // namespace rapport::mail
