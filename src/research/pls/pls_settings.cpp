#include "research/pls/pls_settings.hpp"

#include <nlohmann/json.hpp>

namespace rapport::research {

std::string to_json(const PlsSettings& settings) {
  return nlohmann::ordered_json{{"scheme", settings.scheme}, {"draws", settings.draws}, {"seed", settings.seed}}.dump();
}

PlsSettings read_pls_settings(std::string_view text) {
  const auto json = nlohmann::json::parse(text);
  return {.scheme = json.at("scheme"), .draws = json.at("draws"), .seed = json.at("seed")};
}

http::List settings_in_words(const PlsSettings& settings, const http::Messages& messages) {
  http::List words;
  words.push_back(std::string(messages.text("lab_scheme")) + ": " +
                  std::string(messages.text("lab_scheme_" + settings.scheme)));
  if (settings.draws > 0) {
    words.push_back(messages.count("n_draws", settings.draws));
    words.push_back(std::string(messages.text("lab_seed")) + " " + std::to_string(settings.seed));
  }
  return words;
}

std::function<http::List(const std::string&)> pls_words(const http::Messages& messages) {
  return [&messages](const std::string& settings) { return settings_in_words(read_pls_settings(settings), messages); };
}

}  // namespace rapport::research
