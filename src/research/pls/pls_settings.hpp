#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "http/messages.hpp"
#include "http/value.hpp"

namespace rapport::research {

/// How a PLS path model is to be estimated.
struct PlsSettings {
  std::string scheme = "path";  // as stats::name_of has it
  std::int64_t draws = 4999;    // of the bootstrap; 0: none
  std::int64_t seed = 1;
};

/// As they are stored. read_pls_settings of it gives the same.
std::string to_json(const PlsSettings& settings);
/// @throws nlohmann::json::exception for a text that is none
PlsSettings read_pls_settings(std::string_view json);

/// The settings in a line for people: "Path weighting", "4,999 draws", "Seed 1".
http::List settings_in_words(const PlsSettings& settings, const http::Messages& messages);
/// The same for a list: from settings as they are stored.
std::function<http::List(const std::string& settings)> pls_words(const http::Messages& messages);

}  // namespace rapport::research
