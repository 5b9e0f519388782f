#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>

namespace rapport::http::test {

/// A client that does exactly what a test says, over a plain socket.
class Client {
 public:
  struct Answer {
    int status = 0;  // 0: the connection ended without an answer
    std::string head;
    std::string body;
    /// The value of a header, or "". Names as the server writes them.
    std::string header(const std::string& name) const {
      const auto begin = head.find("\r\n" + name + ": ");
      if (begin == std::string::npos) return "";
      const auto value = begin + name.size() + 4;
      return head.substr(value, head.find("\r\n", value) - value);
    }
  };

  explicit Client(const std::string& address) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const auto colon = address.rfind(':');
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
    inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
      ::close(socket_);
      throw std::runtime_error("cannot connect to " + address);
    }
  }
  Client(Client&& other) noexcept : socket_(other.socket_), received_(std::move(other.received_)) {
    other.socket_ = -1;
  }
  Client& operator=(Client&&) = delete;
  ~Client() { close(); }
  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }

  /// @return  false once the server has closed the connection
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  Answer get(const std::string& path, const std::string& headers = "") {
    send("GET " + path + " HTTP/1.1\r\nHost: community.example\r\n" + headers + "\r\n");
    return receive();
  }

  /// The next answer. @param has_body  false after HEAD
  Answer receive(bool has_body = true) {
    Answer answer;
    while (received_.find("\r\n\r\n") == std::string::npos) {
      if (!read_more()) return answer;
    }
    const auto end = received_.find("\r\n\r\n") + 4;
    answer.head = received_.substr(0, end);
    answer.status = std::stoi(answer.head.substr(9, 3));
    received_.erase(0, end);
    const auto length = answer.header("Content-Length");
    const std::size_t size = has_body && answer.status != 304 && !length.empty() ? std::stoul(length) : 0;
    while (received_.size() < size) {
      if (!read_more()) break;
    }
    answer.body = received_.substr(0, size);
    received_.erase(0, size);
    return answer;
  }

  /// Waits until this has arrived, as part of a stream.
  bool await(std::string_view text) {
    while (received_.find(text) == std::string::npos) {
      if (!read_more()) return false;
    }
    return true;
  }

  /// Whether the server closes the connection within this time; whatever still arrives is dropped.
  bool is_closed_within(std::chrono::milliseconds time) {
    const auto deadline = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < deadline) {
      if (!read_more(std::chrono::milliseconds(50)) && closed_) return true;
    }
    return false;
  }

 private:
  bool read_more(std::chrono::milliseconds wait = std::chrono::seconds(10)) {
    pollfd ready{socket_, POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(wait.count())) <= 0) return false;
    char buffer[16384];
    const auto count = ::recv(socket_, buffer, sizeof buffer, 0);
    if (count <= 0) {
      closed_ = true;
      return false;
    }
    received_.append(buffer, static_cast<std::size_t>(count));
    return true;
  }

  int socket_;
  std::string received_;
  bool closed_ = false;
};

}  // namespace rapport::http::test
