#include "members/password.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <ctime>
#include <functional>
#include <thread>

#include "http/errors.hpp"

using namespace rapport;
using namespace rapport::members;

namespace {

/// Processor time of this thread, in seconds: a busy machine does not lengthen it.
double cost_of(const std::function<void()>& work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  };
  const double started = now();
  work();
  return now() - started;
}

}  // namespace

TEST_CASE("a password fits its own hash and no other fits") {
  Passwords passwords{Passwords::Cost::least()};
  const auto hash = passwords.hash("correct horse battery");
  CHECK(hash.starts_with("$argon2id$"));
  CHECK(passwords.verify(hash, "correct horse battery"));
  CHECK_FALSE(passwords.verify(hash, "correct horse batterx"));
  CHECK(passwords.hash("correct horse battery") != hash);  // a salt of its own
}

TEST_CASE("no hash fits nothing, and it costs as much to say so") {
  Passwords passwords;
  const auto hash = passwords.hash("correct horse battery");
  CHECK_FALSE(passwords.verify("", ""));
  const double known = cost_of([&] { passwords.verify(hash, "wrong"); });
  const double unknown = cost_of([&] { passwords.verify("", "wrong"); });
  CHECK(unknown > known / 3);
  CHECK(unknown < known * 3);
}

TEST_CASE("a hash of other costs is to be renewed") {
  Passwords cheap{Passwords::Cost::least()};
  Passwords usual;
  const auto hash = cheap.hash("correct horse battery");
  CHECK_FALSE(cheap.is_outdated(hash));
  CHECK(usual.is_outdated(hash));
  CHECK(usual.verify(hash, "correct horse battery"));
}

TEST_CASE("a flood of sign-ins is turned away instead of using up the memory") {
  Passwords passwords;
  std::atomic<int> turned_away{0}, served{0};
  std::vector<std::thread> flood;
  for (int i = 0; i < 24; ++i) {
    flood.emplace_back([&] {
      try {
        passwords.verify("", "x");
        ++served;
      } catch (const http::TooManyRequests&) {
        ++turned_away;
      }
    });
  }
  for (auto& thread : flood) thread.join();
  CHECK(served + turned_away == 24);
  CHECK(served >= 8);  // two at work and six waiting
  CHECK(turned_away > 0);
}

TEST_CASE("passwords that attackers try first are refused, with the reason") {
  const std::vector<std::string> ada{"Ada Kern", "ada.kern@example.org"};
  CHECK(weakness_of("short", ada) == Weakness::too_short);
  CHECK(weakness_of(std::string(201, 'x'), ada) == Weakness::too_long);
  for (const char* common : {"password12", "P@ssw0rd2024", "Passwort!!1", "qwertyuiop", "letmein12345", "iloveyou99!",
                             "1234password", "lovelovelove", "Welcome2026!"}) {
    CAPTURE(common);
    CHECK(weakness_of(common, ada) == Weakness::common);
  }
  for (const char* repetitive :
       {"aaaaaaaaaaaa", "1234567890", "q7q7q7q7q7q7", "0987654321", "xyzxyzxyzxyz", "2711198427"}) {
    CAPTURE(repetitive);
    CHECK(weakness_of(repetitive, ada) == Weakness::repetitive);
  }
  for (const char* personal : {"AdaKern2024", "kern-ada-1984", "ada.kern@example.org"}) {
    CAPTURE(personal);
    CHECK(weakness_of(personal, ada) == Weakness::personal);
  }
}

TEST_CASE("good passwords are taken, whatever they are made of") {
  for (const char* good : {"winter tyres in the shed", "Xq7!mfRa2p", "großes blaues Fahrrad",
                           "山の上の自転車はとても速い", "adapter-fjord-2219", "purple monkey dishwasher"}) {
    CAPTURE(good);
    CHECK(weakness_of(good, {"Ada Kern", "ada.kern@example.org"}) == Weakness::none);
  }
}
