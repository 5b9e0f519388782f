#include "http/error_pages.hpp"

#include <fmt/format.h>

#include "base/errors.hpp"
#include "http/errors.hpp"
#include "http/urlencoded.hpp"

namespace rapport::http {
namespace {

constexpr int kUnavailableRetry_s = 5;

Response plain(int status) {
  Response response;
  response.status = status;
  response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
  response.body = fmt::format("This page cannot be shown (status {}). Please try again in a moment.\n", status);
  return response;
}

/// Back to the page itself after signing in; a form that was lost leads to the page it stood on.
Response to_sign_in(const Request& request) {
  auto target = request.path;
  if (!request.query_string.empty()) target += "?" + request.query_string;
  return redirect(request.method == Method::get ? "/sign-in?next=" + url_encode(target) : "/sign-in");
}

}  // namespace

Problem problem_of(std::exception_ptr error) {
  try {
    std::rethrow_exception(error);
  } catch (const NotFound&) {
    return {.status = 404};
  } catch (const SignInRequired&) {
    return {.status = 401};
  } catch (const BadRequest& bad) {
    return {.status = 400, .explanation = bad.what()};
  } catch (const CsrfMismatch&) {
    return {.status = 403};
  } catch (const PayloadTooLarge&) {
    return {.status = 413};
  } catch (const TooManyRequests& many) {
    return {.status = 429, .retry_after_s = many.retry_after_s};
  } catch (const Unavailable& unavailable) {
    return {.status = 503, .retry_after_s = kUnavailableRetry_s, .fault = unavailable.what()};
  } catch (const std::exception& fault) {
    return {.status = 500, .fault = fault.what()};
  } catch (...) {
    return {.status = 500, .fault = "something that is no exception was thrown"};
  }
}

std::string allow_header(const std::vector<Method>& methods) {
  std::string allow;
  for (const auto method : methods) {
    if (!allow.empty()) allow += ", ";
    allow += method == Method::get ? "GET, HEAD" : "POST";
  }
  return allow;
}

ErrorPages::ErrorPages(const Views& views, const Messages& messages, Layout layout)
    : views_(views), messages_(messages), layout_(std::move(layout)) {}

Response ErrorPages::show(const Request& request, const Problem& problem, bool framed) const noexcept {
  if (problem.status == 401 && !request.wants_json) return to_sign_in(request);
  Response response;
  try {
    response = request.wants_json ? as_json(request, problem) : as_page(request, problem, framed);
  } catch (...) {
    response = plain(problem.status);
  }
  response.headers.emplace_back("Cache-Control", "no-store");
  if (problem.retry_after_s > 0) response.headers.emplace_back("Retry-After", std::to_string(problem.retry_after_s));
  if (!problem.allow.empty()) response.headers.emplace_back("Allow", problem.allow);
  return response;
}

Response ErrorPages::as_page(const Request& request, const Problem& problem, bool framed) const {
  const auto title = words(problem.status, "title");
  Value layout;
  try {
    if (layout_ && framed) layout = layout_(request);
  } catch (...) {
    layout = {};  // what broke the page may break its frame as well: the page then stands alone
  }
  layout.set("title", title);
  Value model;
  model.set("title", title);
  model.set("explanation", problem.explanation.empty() ? words(problem.status, "text") : problem.explanation);
  model.set("next", words(problem.status, "next"));
  model.set("request_id", request.id);
  Response response;
  response.status = problem.status;
  response.headers = {{"Content-Type", "text/html; charset=utf-8"}};
  response.body = views_.render_page("http/templates/error.html", model, layout);
  return response;
}

Response ErrorPages::as_json(const Request& request, const Problem& problem) const {
  Value document;
  document.set("type", "about:blank");
  document.set("title", words(problem.status, "title"));
  document.set("status", problem.status);
  document.set("detail", problem.explanation.empty() ? words(problem.status, "text") : problem.explanation);
  document.set("request_id", request.id);
  Response response;
  response.status = problem.status;
  response.headers = {{"Content-Type", "application/problem+json"}};
  response.body = to_json(document);
  return response;
}

std::string ErrorPages::words(int status, std::string_view part) const {
  const auto key = fmt::format("error_{}_{}", status, part);
  return std::string(messages_.text(messages_.has(key) ? key : fmt::format("error_500_{}", part)));
}

}  // namespace rapport::http
