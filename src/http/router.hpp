#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.hpp"
#include "http/response.hpp"

namespace rapport::http {

using Handler = std::function<Response(const Request&)>;

/// What a route asks of the pipeline beyond the defaults.
struct RouteOptions {
  std::size_t body_limit = 256 * 1024;  // bytes of the request body; more is 413
  bool csrf = true;                     // false only for machine endpoints that carry a signature of their own
};

/// Maps method and path to a handler. Patterns are segments, fixed or one {name} each: "/community/{section}/{topic}".
/// A fixed segment wins over a parameter, which takes any segment but an empty one. Built before serving; const and
/// thread-safe afterwards.
class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;

  /// @throws std::logic_error if the same method and pattern (by whatever parameter names) was added before, or it
  /// does not begin with "/"
  void get(std::string pattern, Handler handler, RouteOptions options = {});
  void post(std::string pattern, Handler handler, RouteOptions options = {});

  struct Match {
    const Handler* handler = nullptr;  // null: the path exists, but not for this method
    const RouteOptions* options = nullptr;
    std::string_view pattern;
    Pairs params;
    std::vector<Method> allowed;
  };
  /// Empty if no pattern fits the path. Path segments arrive decoded.
  std::optional<Match> match(Method method, std::string_view path) const;

  /// Every route as "GET /path", sorted: the site map.
  std::vector<std::string> patterns() const;

 private:
  struct Node;
  void add(Method method, std::string pattern, Handler handler, RouteOptions options);
  std::unique_ptr<Node> root_;
};

}  // namespace rapport::http
