#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/request.hpp"

namespace rapport::http {

/// Well-formed UTF-8 without NUL: the only text that databases of both kinds take.
bool is_text(std::string_view bytes);

/// Undoes %XX, and "+" for a space where plus_is_space. Empty if an escape is broken or the result is no text.
std::optional<std::string> url_decode(std::string_view text, bool plus_is_space);

/// Escapes everything but letters, digits and "-._~", so that the result may stand as a query value.
std::string url_encode(std::string_view text);

/// Reads "a=1&b=2", as in queries and form bodies. @throws BadRequest for broken escapes, bytes that are no text, or
/// more than most_fields fields
Pairs parse_urlencoded(std::string_view text, std::size_t most_fields = 1000);

}  // namespace rapport::http
