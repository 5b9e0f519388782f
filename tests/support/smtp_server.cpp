#include "support/smtp_server.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "support/source_files.hpp"

namespace rapport::test {

SmtpServer::SmtpServer(Security security) {
  const std::string script(source_files("tests/support", ".py").at(0).contents);
  // Debian's own interpreter: it is the one that has Debian's aiosmtpd.
  std::vector<std::string> words{"/usr/bin/python3", "-c", script, folder_.path().string()};
  if (security == Security::starttls_and_password) {
    const std::string key = folder_.path("key.pem");
    const std::string command =
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
        "subjectAltName=DNS:localhost -keyout " +
        key + " -out " + certificate() + " 2>/dev/null";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl could not make a certificate");
    words.push_back(certificate());
    words.push_back(key);
  }
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  int input[2], output[2];
  if (pipe(input) != 0 || pipe(output) != 0) throw std::runtime_error("no pipe");
  process_ = fork();
  if (process_ == 0) {
    dup2(input[0], 0);
    dup2(output[1], 1);
    for (const int end : {input[0], input[1], output[0], output[1]}) close(end);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  close(input[0]);
  close(output[1]);
  stop_ = input[1];
  std::string line;
  for (char c; read(output[0], &c, 1) == 1 && c != '\n';) line += c;
  close(output[0]);
  if (line.empty()) throw std::runtime_error("no SMTP server: run scripts/install.sh test (python3-aiosmtpd)");
  port_ = std::stoi(line);
}

SmtpServer::~SmtpServer() {
  close(stop_);
  waitpid(process_, nullptr, 0);
}

std::vector<std::string> SmtpServer::mails() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
    if (entry.path().extension() == ".eml") names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  std::vector<std::string> found;
  for (const auto& name : names) found.push_back(folder_.read(name));
  return found;
}

}  // namespace rapport::test
