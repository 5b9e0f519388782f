#pragma once

#include <stdexcept>
#include <string>

namespace rapport::http {

/// No such page, or one that this reader may not know of: the two look the same. 404.
struct NotFound : std::exception {
  const char* what() const noexcept override { return "not found"; }
};

/// The page needs a member and the reader is a visitor: 303 to the sign-in page, which leads back (401 for JSON).
struct SignInRequired : std::exception {
  const char* what() const noexcept override { return "sign-in required"; }
};

/// The request makes no sense. 400; the message is shown.
struct BadRequest : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The form's token is missing or not of this session. 403 with a page that offers to go back and try again.
struct CsrfMismatch : std::exception {
  const char* what() const noexcept override { return "form token mismatch"; }
};

/// More requests than allowed: 429 with Retry-After.
struct TooManyRequests : std::exception {
  explicit TooManyRequests(int seconds) : retry_after_s(seconds) {}
  const char* what() const noexcept override { return "too many requests"; }
  int retry_after_s;
};

/// 413.
struct PayloadTooLarge : std::exception {
  const char* what() const noexcept override { return "payload too large"; }
};

}  // namespace rapport::http
