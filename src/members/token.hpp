#pragma once

#include <string>
#include <string_view>

namespace rapport::members {

/// 256 random bits in 43 characters that an address or a cookie can hold: a session, a link in a mail.
std::string random_token();
bool looks_like_token(std::string_view text);

/// What is stored instead of a token, so that nobody who reads the database can use it. Tokens are random, so a fast
/// hash (BLAKE2b) without salt is enough.
std::string token_hash(std::string_view token);

}  // namespace rapport::members
