#include "display/media/picture_upload.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <optional>

#include "base/beside.hpp"

namespace rapport::display {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds kPatience{15};
constexpr std::size_t kLargestAnswer = 16 * 1024 * 1024;
constexpr int kRefused = 2;  // rapport-worker's exit status for an upload that is no good

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { ::close(fd_); }
  Descriptor(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

/// The worker with one socket for its input and output; ended and collected at the latest when this goes.
class Worker {
 public:
  /// @param theirs  becomes its standard input and output
  Worker(const std::string& program, int theirs) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, theirs, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, theirs, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);  // no connection of the server goes along
    std::string name = program, job = "picture";
    std::array<char*, 3> arguments{name.data(), job.data(), nullptr};
    std::array<char*, 1> environment{nullptr};
    if (posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments.data(), environment.data()) != 0) {
      process_ = 0;
    }
    posix_spawn_file_actions_destroy(&actions);
  }
  ~Worker() {
    if (process_ == 0) return;
    ::kill(process_, SIGKILL);
    wait();
  }
  Worker(const Worker&) = delete;

  bool started() const { return process_ != 0; }
  /// Its exit status, or -1 if it did not end by itself. Call when its output has ended.
  int wait() {
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t process_ = 0;
};

bool wait_for(int socket, short what, Clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  pollfd poll_for{socket, what, 0};
  return left > 0 && ::poll(&poll_for, 1, static_cast<int>(left)) > 0;
}

bool send_all(int socket, const std::string& bytes, Clock::time_point deadline) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    if (!wait_for(socket, POLLOUT, deadline)) return false;
    const auto n = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0 && errno != EAGAIN && errno != EINTR) return false;
    if (n > 0) sent += static_cast<std::size_t>(n);
  }
  return ::shutdown(socket, SHUT_WR) == 0;
}

std::optional<std::string> receive_all(int socket, Clock::time_point deadline) {
  std::string bytes;
  std::array<char, 65536> chunk;
  while (bytes.size() <= kLargestAnswer) {
    if (!wait_for(socket, POLLIN, deadline)) return std::nullopt;
    const auto n = ::recv(socket, chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (n == 0) return bytes;
    if (n < 0 && errno != EAGAIN && errno != EINTR) return std::nullopt;
    if (n > 0) bytes.append(chunk.data(), static_cast<std::size_t>(n));
  }
  return std::nullopt;
}

/// "WIDTH HEIGHT\n" and the picture.
std::optional<Media> media_from(const std::string& answer) {
  const char* end = answer.data() + answer.size();
  Media media{"image/webp", {}, 0, 0};
  const auto width = std::from_chars(answer.data(), end, media.width);
  if (width.ec != std::errc{} || width.ptr == end || *width.ptr != ' ') return std::nullopt;
  const auto height = std::from_chars(width.ptr + 1, end, media.height);
  if (height.ec != std::errc{} || height.ptr == end || *height.ptr != '\n') return std::nullopt;
  media.bytes.assign(height.ptr + 1, end);
  if (media.width <= 0 || media.height <= 0 || media.bytes.empty()) return std::nullopt;
  return media;
}

}  // namespace

std::variant<Media, UploadProblem> picture_from_upload(const std::string& upload) {
  if (upload.size() > kLargestUpload) return UploadProblem::too_large;
  const auto program = beside_this_program("rapport-worker");
  std::array<int, 2> sockets;
  if (program.empty() || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0)
    return UploadProblem::not_now;
  const Descriptor ours{sockets[0]};
  auto theirs = std::make_unique<Descriptor>(sockets[1]);
  Worker worker{program.string(), theirs->get()};
  theirs.reset();  // so that its end is the end of the answer
  if (!worker.started()) return UploadProblem::not_now;

  const auto deadline = Clock::now() + kPatience;
  if (!send_all(ours.get(), upload, deadline)) return UploadProblem::not_now;
  const auto answer = receive_all(ours.get(), deadline);
  if (!answer) return UploadProblem::not_now;
  const int status = worker.wait();
  if (status == kRefused) return answer->starts_with("too") ? UploadProblem::too_large : UploadProblem::no_picture;
  auto media = media_from(*answer);
  // A decoder that a hostile file brought down has judged that file.
  if (status != 0 || !media) return status == -1 ? UploadProblem::no_picture : UploadProblem::not_now;
  return std::move(*media);
}

}  // namespace rapport::display
