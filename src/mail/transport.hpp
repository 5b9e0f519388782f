#pragma once

#include <filesystem>
#include <string>

#include "base/errors.hpp"
#include "mail/message.hpp"

namespace rapport::mail {

/// How mail leaves: through an SMTP server if one is named, else into a folder as one .eml file each.
struct Settings {
  Mailbox from{"", "rapport@localhost"};
  std::string smtp_url;  // "smtp://mail.example:587" or "smtps://mail.example:465"; empty: the outbox folder
  std::string user;      // empty: no authentication
  std::string password;
  bool require_tls =
      true;  // smtp:// must offer STARTTLS; false only where the mail stays_on_this_machine: nothing is encrypted then
  std::string ca_file;  // certificates to trust instead of the system's; empty: the system's
  std::filesystem::path outbox = "outbox";
};

/// Whether the server at this address is on our own machine, where there is nobody to hide the mail from.
bool stays_on_this_machine(const std::string& smtp_url);

/// The server said that it will never take this mail (5xx, but not for want of a password): trying again cannot help.
struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Hands a composed mail over. When this returns, the server has accepted it, or the file is on disk under its own
/// name. Delivering the same envelope id twice into the outbox leaves one file.
/// @throws Refused; Unavailable if it may work later
void deliver(const Settings& settings, const std::string& to, const Envelope& envelope, const std::string& mail);

}  // namespace rapport::mail
