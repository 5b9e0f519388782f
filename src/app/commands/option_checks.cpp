#include "app/commands/option_checks.hpp"

#include <cmath>
#include <cstdint>

namespace rapport::app {

CLI::Validator whole_number() {
  return {[](std::string& word) -> std::string {
            std::uint64_t number = 0;
            const bool digits = !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
            if (digits && CLI::detail::lexical_cast(word, number) && word.size() < 20) return {};
            return "\"" + word + "\" is no whole number.";
          },
          "UINT", "whole number"};
}

CLI::Validator finite_number() {
  return {[](std::string& word) -> std::string {
            double number = 0;
            if (CLI::detail::lexical_cast(word, number) && std::isfinite(number)) return {};
            return "\"" + word + "\" is no finite number.";
          },
          "", "finite number"};
}

CLI::Validator seconds() {
  return {[](std::string& word) -> std::string {
            double number = 0;
            if (CLI::detail::lexical_cast(word, number) && std::isfinite(number) && number >= 0) return {};
            return "\"" + word + "\" is no number of seconds.";
          },
          "", "seconds"};
}

}  // namespace rapport::app
