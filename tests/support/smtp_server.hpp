#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "support/folder.hpp"

namespace rapport::test {

/// A real SMTP server for one test (tests/support/smtp_server.py says what it refuses), gone at the end.
class SmtpServer {
 public:
  enum class Security { none, starttls_and_password };
  explicit SmtpServer(Security security = Security::none);
  ~SmtpServer();
  SmtpServer(const SmtpServer&) = delete;

  std::string url() const { return "smtp://localhost:" + std::to_string(port_); }
  std::string certificate() const { return folder_.path("certificate.pem"); }  // what a client must trust
  /// The mails that it took, as received, in order.
  std::vector<std::string> mails() const;

 private:
  Folder folder_;
  int port_ = 0;
  pid_t process_ = -1;
  int stop_ = -1;  // closing it ends the server
};

}  // namespace rapport::test
