#pragma once

#include <memory>
#include <string>

#include "app/settings.hpp"
#include "base/clock.hpp"

namespace rapport::app {

/// The whole running product over one database: everything is made here, in the order of its dependencies, and taken
/// down in the opposite one.
class Site {
 public:
  /// Opens and migrates the database, loads the example if asked, builds the site map and opens the port.
  /// @throws BadInput for settings that cannot be, Unavailable if the database cannot be reached
  Site(const ServeSettings& settings, const Clock& clock);
  ~Site();

  /// "http://127.0.0.1:8080"
  std::string url() const;
  /// Words for the terminal at start: where it is, how to set it up, who can sign in to the example.
  std::string welcome() const;

  /// Serves until SIGTERM, SIGINT or stop(), then finishes what is running.
  void run();
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace rapport::app
