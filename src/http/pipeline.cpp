#include "http/pipeline.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <atomic>
#include <chrono>
#include <cstdio>

#include "http/access_log.hpp"
#include "http/address.hpp"
#include "http/compression.hpp"
#include "http/conditional.hpp"
#include "http/csrf.hpp"
#include "http/error_pages.hpp"
#include "http/errors.hpp"
#include "http/incoming.hpp"
#include "http/metrics.hpp"
#include "http/rate_limit.hpp"
#include "http/security_headers.hpp"

namespace rapport::http {
namespace {

using Steady = std::chrono::steady_clock;

/// Distinct within a process, and with odds of 2^-53 between processes; says nothing about how many came before.
class RequestIds {
 public:
  std::string next() {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;  // steps through all 2^64 values in no apparent order
    return to_base32(static_cast<std::int64_t>((state_.fetch_add(odd, std::memory_order_relaxed) >> 11)));
  }

 private:
  static std::uint64_t random() {
    std::uint64_t number = 0;
    randombytes_buf(&number, sizeof number);
    return number;
  }
  std::atomic<std::uint64_t> state_{random()};
};

bool is_free(const Request& request) {
  return request.path.starts_with("/assets/") || request.path == "/healthz";
}

/// Whoever keeps such an answer for others must not keep a cookie with it.
bool is_for_everybody(const Response& response) {
  const auto* kept = find_header(response, "cache-control");
  return kept && kept->starts_with("public");
}

void take_token(RateLimit& limit, std::span<const std::uint8_t> key, std::int64_t now_ms) {
  if (const int wait_s = limit.take(key, now_ms); wait_s > 0) throw TooManyRequests{wait_s};
}

}  // namespace

struct Pipeline::State {
  State(const Router& routes, const Views& all_views, const Messages& messages, const Clock& time, Hooks all_hooks,
        Settings all_settings)
      : router(routes),
        views(all_views),
        clock(time),
        hooks(std::move(all_hooks)),
        settings(std::move(all_settings)),
        error_pages(views, messages, hooks.layout) {}

  const Router& router;
  const Views& views;
  const Clock& clock;
  const Hooks hooks;
  const Settings settings;
  const ErrorPages error_pages;
  RateLimit requests{settings.requests_per_minute_per_address};
  RateLimit changes{settings.changes_per_minute_per_address};
  RateLimit member_changes{settings.changes_per_minute_per_member};
  RequestIds ids;

  void limit_address(const Request& request);
  void limit_member(const Request& request);
  void identify(Request& request, bool& identified);
  Response answer(Request& request, bool& identified);
  void render(const Request& request, Response& response);
  void finish(Request& request, Response& response, Steady::time_point started);
  Response show(const Request& request, const Problem& problem, bool identified) const;
};

/// Before anything costs something.
void Pipeline::State::limit_address(const Request& request) {
  if (is_free(request)) return;
  const auto address = parse_address(request.address);
  if (!address) return;  // a test without sockets
  const auto key = network_of(*address);
  take_token(requests, key, clock.now_ms());
  if (request.method == Method::post) take_token(changes, key, clock.now_ms());
}

void Pipeline::State::limit_member(const Request& request) {
  if (request.method != Method::post || !request.reader.member) return;
  const std::int64_t key[] = {request.reader.community.value, request.reader.member->value};
  take_token(member_changes, {reinterpret_cast<const std::uint8_t*>(key), sizeof key}, clock.now_ms());
}

void Pipeline::State::identify(Request& request, bool& identified) {
  if (is_free(request)) return;  // the same for everybody: it goes on while the database is away
  if (hooks.identify) hooks.identify(request);
  identified = true;
}

Response Pipeline::State::answer(Request& request, bool& identified) {
  limit_address(request);
  auto match = router.match(request.method, request.path);
  if (!match || !match->handler) {
    identify(request, identified);  // for the frame of the error page
    if (!match) throw NotFound{};
    return show(request, {.status = 405, .allow = allow_header(match->allowed)}, identified);
  }
  request.route = match->pattern;
  request.params = std::move(match->params);
  if (request.body.size() > match->options->body_limit) throw PayloadTooLarge{};
  identify(request, identified);
  limit_member(request);
  if (request.method == Method::post) {
    read_form(request);
    if (match->options->csrf) check_csrf(request, settings.origin);
  }
  auto response = (*match->handler)(request);
  render(request, response);
  return response;
}

void Pipeline::State::render(const Request& request, Response& response) {
  if (!response.view) return;
  auto& view = *response.view;
  std::string type = "text/html; charset=utf-8";
  if (request.wants_json) {
    response.body = to_json(view.model);
    type = "application/json";
  } else if (view.fragment) {
    response.body = views.render(view.template_name, view.model);
  } else {
    auto layout = hooks.layout ? hooks.layout(request) : Value{};
    layout.set("title", std::move(view.title));
    layout.set("csrf_token", request.csrf_token);
    response.body = views.render_page(view.template_name, view.model, layout);
  }
  response.view.reset();
  response.headers.emplace_back("Content-Type", std::move(type));
  response.headers.emplace_back("Vary", "Accept, Accept-Encoding, Cookie");
}

Response Pipeline::State::show(const Request& request, const Problem& problem, bool identified) const {
  if (!problem.fault.empty()) {
    if (hooks.access_log) {
      hooks.access_log->fault(request, problem.fault, clock.now_ms());
    } else {
      fmt::print(stderr, "request {} ({}): {}\n", request.id, request.route, problem.fault);
    }
  }
  return error_pages.show(request, problem, identified);
}

void Pipeline::State::finish(Request& request, Response& response, Steady::time_point started) {
  if (!find_header(response, "cache-control")) {
    response.headers.emplace_back("Cache-Control", response.on_stream ? "no-store" : "private, no-cache");
  }
  answer_conditional(request, response);
  compress(request, response);
  add_security_headers(response, request.https);
  response.headers.emplace_back("X-Request-Id", request.id);
  if (!is_for_everybody(response)) {
    for (auto& [name, rest] : request.set_cookies) response.headers.emplace_back("Set-Cookie", name + "=" + rest);
  }
  if (!hooks.access_log && !hooks.metrics) return;
  const auto duration_us = std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - started).count();
  if (hooks.metrics) hooks.metrics->count_request(request.route, response.status, duration_us);
  if (hooks.access_log) {
    hooks.access_log->request(request, response.status, response.body.size(), duration_us, clock.now_ms());
  }
}

Pipeline::Pipeline(const Router& router, const Views& views, const Messages& messages, const Clock& clock, Hooks hooks,
                   Settings settings)
    : state_(std::make_unique<State>(router, views, messages, clock, std::move(hooks), std::move(settings))) {}
Pipeline::~Pipeline() = default;

Response Pipeline::handle(Request request) {
  const auto started = Steady::now();
  if (request.id.empty()) request.id = state_->ids.next();
  if (state_->settings.origin.starts_with("https://")) request.https = true;
  if (state_->hooks.metrics) state_->hooks.metrics->request_started();
  Response response;
  bool identified = false;
  try {
    response = state_->answer(request, identified);
  } catch (...) {
    response = state_->show(request, problem_of(std::current_exception()), identified);
  }
  state_->finish(request, response, started);
  if (state_->hooks.metrics) state_->hooks.metrics->request_ended();
  return response;
}

Response Pipeline::refuse(Request request, int status, int retry_after_s) {
  const auto started = Steady::now();
  if (request.id.empty()) request.id = state_->ids.next();
  Problem problem{.status = status, .retry_after_s = retry_after_s};
  if (status == 405) {
    const auto match = state_->router.match(Method::get, request.path);
    problem.allow = allow_header(match ? match->allowed : std::vector{Method::get, Method::post});
  }
  auto response = state_->show(request, problem, false);
  state_->finish(request, response, started);
  return response;
}

}  // namespace rapport::http
