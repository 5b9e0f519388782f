#pragma once

#include <functional>
#include <string>

#include "http/metrics.hpp"
#include "http/router.hpp"

namespace rapport::http {

struct OperationOptions {
  /// Whether the site can do its work: the database answers. Asked at most once a second; may throw for no.
  std::function<bool()> healthy;
  /// Who sends "Authorization: Bearer TOKEN" may read /metrics. Empty: only a client on this very machine may, and not
  /// through a proxy; behind a proxy on the same machine set a token, or the proxy's other clients may look like it.
  std::string metrics_token;
};

/// What those who run the site ask: GET /healthz (200 or 503, for load balancers and supervisors) and GET /metrics (in
/// Prometheus' text format; 404 to everybody else). The metrics must outlive the router.
void add_operation_routes(Router& router, const Metrics& metrics, OperationOptions options);

}  // namespace rapport::http
