#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"
#include "http/views.hpp"

namespace rapport::http {

/// What happens around every handler, without sockets: Request in, finished Response out.
/// Order: rate limit, route, body limit, identify, CSRF, handler, errors as pages, rendering, ETag, gzip, headers.
/// Thread-safe.
class Pipeline {
 public:
  struct Hooks {
    /// Sets reader, session and csrf_token (and set_cookies) from the cookies.
    std::function<void(Request&)> identify;
    /// Values for the layout: site name, member, flags. Called only for whole HTML pages.
    std::function<Value(const Request&)> layout;
  };
  struct Settings {
    int requests_per_minute_per_address = 600;
    int changes_per_minute_per_member = 60;
    int changes_per_minute_per_address = 120;
    std::string origin;  // "https://community.example"; empty: the Host header decides
  };
  Pipeline(const Router& router, const Views& views, const Clock& clock, Hooks hooks, Settings settings);
  ~Pipeline();

  Response handle(Request request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rapport::http
