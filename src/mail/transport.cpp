#include "mail/transport.hpp"

#include "mail/outbox.hpp"
#include "mail/smtp.hpp"

namespace rapport::mail {

void deliver(const Settings& settings, const std::string& to, const Envelope& envelope, const std::string& mail) {
  if (settings.smtp_url.empty()) {
    write_to_outbox(settings.outbox, envelope, mail);
  } else {
    send_by_smtp(settings, to, mail);
  }
}

}  // namespace rapport::mail
