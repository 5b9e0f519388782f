#include "mail/transport.hpp"

#include <string_view>

#include "mail/outbox.hpp"
#include "mail/smtp.hpp"

namespace rapport::mail {

bool stays_on_this_machine(const std::string& smtp_url) {
  const auto begin = smtp_url.find("://");
  if (begin == std::string::npos) return false;
  const std::string host = smtp_url.substr(begin + 3, smtp_url.find_last_of(':') - begin - 3);
  const std::string alone = smtp_url.substr(begin + 3);
  for (const std::string_view local : {"localhost", "127.0.0.1", "[::1]"}) {
    if (host == local || alone == local) return true;
  }
  return false;
}

void deliver(const Settings& settings, const std::string& to, const Envelope& envelope, const std::string& mail) {
  if (settings.smtp_url.empty()) {
    write_to_outbox(settings.outbox, envelope, mail);
  } else {
    send_by_smtp(settings, to, mail);
  }
}

}  // namespace rapport::mail
