#pragma once

#include <string>
#include <string_view>

namespace rapport::surveys {

/// The secret by which a respondent's browser finds its answers again: 256 random bits in hexadecimal.
std::string make_token();

/// What is stored of a token, so that a copy of the database opens no response.
std::string hash_of_token(std::string_view token);

}  // namespace rapport::surveys
