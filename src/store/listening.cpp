#include "store/listening.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <chrono>

#include "store/session_impl.hpp"

namespace rapport::store {
namespace {

constexpr int kPollMs = 200;  // how soon a stop is noticed
constexpr int kReconnectMs = 1000;

// All channels travel as one PostgreSQL channel, "channel payload": a LISTEN per channel would not add anything.
void split_and_call(Database::Listener call, const char* text) {
  const std::string_view message(text);
  const auto space = message.find(' ');
  call(message.substr(0, space), space == std::string_view::npos ? "" : message.substr(space + 1));
}

}  // namespace

Database::Listening::~Listening() {
  stopping = true;
  if (thread.joinable()) thread.join();
}

void Database::Listening::call(std::string_view channel, std::string_view payload) {
  std::vector<Listener> now;
  {
    std::lock_guard lock(mutex);
    for (const auto& [key, listener] : listeners) now.push_back(listener);
  }
  for (const auto& listener : now) listener(channel, payload);
}

void Database::Listening::start_thread() {
  thread = std::thread([this, keywords = postgresql_keywords(address.target)] {
    while (!stopping) {
      PGconn* connection = PQconnectdb(keywords.c_str());
      if (PQstatus(connection) == CONNECTION_OK) {
        PQclear(PQexec(connection, "LISTEN rapport"));
        call("reconnected", "");  // whatever was missed while away is found by looking
        while (!stopping && PQstatus(connection) == CONNECTION_OK) {
          pollfd wait{PQsocket(connection), POLLIN, 0};
          if (poll(&wait, 1, kPollMs) > 0) PQconsumeInput(connection);
          while (PGnotify* notice = PQnotifies(connection)) {
            split_and_call([this](std::string_view c, std::string_view p) { call(c, p); }, notice->extra);
            PQfreemem(notice);
          }
        }
      }
      PQfinish(connection);
      for (int waited = 0; waited < kReconnectMs && !stopping; waited += kPollMs) {
        std::this_thread::sleep_for(std::chrono::milliseconds(kPollMs));
      }
    }
  });
}

std::shared_ptr<void> Database::listen(Listener listener) {
  int key;
  {
    std::lock_guard lock(listening_->mutex);
    key = listening_->next_key++;
    listening_->listeners.emplace(key, std::move(listener));
    if (engine() == Engine::postgresql && !listening_->thread.joinable()) listening_->start_thread();
  }
  return std::shared_ptr<void>(nullptr, [listening = listening_, key](void*) {
    std::lock_guard lock(listening->mutex);
    listening->listeners.erase(key);
  });
}

void Database::publish(std::string_view channel, std::string_view payload) {
  if (engine() == Engine::sqlite) listening_->call(channel, payload);
}

}  // namespace rapport::store
