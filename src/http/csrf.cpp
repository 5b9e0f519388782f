#include "http/csrf.hpp"

#include <sodium.h>

#include "http/errors.hpp"

namespace rapport::http {
namespace {

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string_view host_of(std::string_view origin) {
  const auto scheme_end = origin.find("://");
  return scheme_end == std::string_view::npos ? std::string_view{} : origin.substr(scheme_end + 3);
}

}  // namespace

void check_csrf(const Request& request, std::string_view origin) {
  const auto claimed = request.header("origin");
  const bool is_ours = claimed.empty() || (!origin.empty() && claimed == origin) ||
                       (!host_of(claimed).empty() && host_of(claimed) == request.header("host"));
  if (!is_ours) throw CsrfMismatch{};

  const auto* field = find(request.form, "csrf_token");
  const auto token = field ? std::string_view(*field) : request.header("x-csrf-token");
  if (request.csrf_token.empty() || !same_secret(token, request.csrf_token)) throw CsrfMismatch{};
}

}  // namespace rapport::http
