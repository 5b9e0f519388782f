#pragma once

#include <string_view>

#include "http/request.hpp"

namespace rapport::http {

/// A POST must prove that it comes from a page of ours: the form field csrf_token or the header X-CSRF-Token equals
/// the reader's token, compared in constant time; and if the browser names an Origin, its host is the one asked for.
/// @param origin  a further origin to accept, as "https://community.example"; empty: none
/// @throws CsrfMismatch
void check_csrf(const Request& request, std::string_view origin);

}  // namespace rapport::http
