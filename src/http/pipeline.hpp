#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "http/messages.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"
#include "http/views.hpp"

namespace rapport::http {

class AccessLog;
class Metrics;

/// What happens around every handler, without sockets: Request in, finished Response out.
/// Order: rate limit, route, body limit, identify, CSRF, handler, errors as pages, rendering, ETag, gzip, headers.
/// Thread-safe.
class Pipeline {
 public:
  struct Hooks {
    /// Sets reader, session and csrf_token (and set_cookies) from the cookies.
    std::function<void(Request&)> identify;
    /// Values for the layout: site name, member, flags. Called only for whole HTML pages. The pipeline adds the page's
    /// title, and csrf_token.
    std::function<Value(const Request&)> layout;
    AccessLog* access_log = nullptr;  // null: requests are not logged, faults go to the standard error
    Metrics* metrics = nullptr;       // null: nothing is counted
  };
  struct Settings {
    // 0 is no limit. Assets and /healthz are not counted: they cost nothing.
    int requests_per_minute_per_address = 600;
    int changes_per_minute_per_member = 60;
    int changes_per_minute_per_address = 120;
    // "https://community.example": posts from its pages are accepted whatever the Host header says, and https means
    // that a proxy speaks TLS, told by it or not. Empty: the Host header and trusted proxies decide.
    std::string origin = {};
  };
  Pipeline(const Router& router, const Views& views, const Messages& messages, const Clock& clock, Hooks hooks,
           Settings settings);
  ~Pipeline();

  /// Never throws. A response with on_stream set is to be streamed: its body is empty.
  Response handle(Request request);

  /// The answer to a request that cannot be handled at all (405, 408, 413, 431, 503 …), as a page or JSON like any
  /// other; counted and logged.
  Response refuse(Request request, int status, int retry_after_s = 0);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rapport::http
