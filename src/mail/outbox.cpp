#include "mail/outbox.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/clock.hpp"
#include "base/errors.hpp"

namespace rapport::mail {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path) {
  throw Unavailable("Mail could not be written to " + path.string() + ": " + std::strerror(errno));
}

void write_durably(const std::filesystem::path& path, const std::string& contents) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) refuse(path);
  std::size_t written = 0;
  while (written < contents.size()) {
    const auto count = write(file, contents.data() + written, contents.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    written += static_cast<std::size_t>(count);
  }
  const bool good = written == contents.size() && fsync(file) == 0;
  const int problem = errno;
  close(file);
  errno = problem;
  if (!good) refuse(path);
}

}  // namespace

void write_to_outbox(const std::filesystem::path& folder, const Envelope& envelope, const std::string& mail) {
  std::error_code error;
  if (std::filesystem::create_directories(folder, error)) chmod(folder.c_str(), 0700);
  std::string time = iso_time(envelope.sent_at_ms);
  std::erase_if(time, [](char c) { return c == ':' || c == '-'; });
  const auto path = folder / (time + "-" + envelope.id + ".eml");
  const auto partial = folder / ("." + envelope.id + "." + std::to_string(getpid()) + ".part");
  write_durably(partial, mail);
  if (rename(partial.c_str(), path.c_str()) != 0) refuse(path);
}

}  // namespace rapport::mail
