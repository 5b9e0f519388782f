#pragma once

#include "http/response.hpp"

namespace rapport::http {

/// What browsers must hold this site to: only its own scripts, styles, pictures and connections, never in a frame, no
/// guessing of types, no referrer to others, no devices. A handler's own value of such a header stays; a header of any
/// name whose value holds a line end, and so would smuggle in another, is left out.
/// @param https  adds Strict-Transport-Security
void add_security_headers(Response& response, bool https);

}  // namespace rapport::http
