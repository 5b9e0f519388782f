#pragma once

#include <exception>
#include <string>

#include "http/messages.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"
#include "http/views.hpp"

namespace rapport::http {

/// Why a request was not answered as asked.
struct Problem {
  int status = 500;
  std::string explanation = {};  // shown instead of the general words for this status
  int retry_after_s = 0;         // 0: not said
  std::string allow = {};        // 405: the methods there are
  std::string fault = {};        // what to log; never shown. Empty unless something is wrong on our side
};

/// The one place where exceptions become status codes.
Problem problem_of(std::exception_ptr error);

/// The methods of a path, as the Allow header lists them.
std::string allow_header(const std::vector<Method>& methods);

/// The problem as the client prefers it: a page, or application/problem+json (RFC 9457). A visitor whose page needs a
/// member goes to /sign-in, which leads back. Never throws: what cannot be rendered becomes a line of plain text.
class ErrorPages {
 public:
  using Layout = std::function<Value(const Request&)>;
  ErrorPages(const Views& views, const Messages& messages, Layout layout);

  /// @param framed  whether the layout may be asked for its values: not before it is known who the reader is
  Response show(const Request& request, const Problem& problem, bool framed) const noexcept;

 private:
  Response as_page(const Request& request, const Problem& problem, bool framed) const;
  Response as_json(const Request& request, const Problem& problem) const;
  std::string words(int status, std::string_view part) const;

  const Views& views_;
  const Messages& messages_;
  Layout layout_;
};

}  // namespace rapport::http
