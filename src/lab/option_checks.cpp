#include "lab/option_checks.hpp"

#include <cmath>
#include <cstdint>
#include <limits>

namespace rapport::lab {

CLI::Validator whole_number() {
  return {[](std::string& word) -> std::string {
            std::uint64_t number = 0;
            const bool digits = !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
            if (digits && CLI::detail::lexical_cast(word, number) && word.size() < 20) return {};
            return "\"" + word + "\" is no whole number.";
          },
          "UINT", "whole number"};
}

namespace {
CLI::Validator finite(double least, const std::string& what) {
  return {[least, what](std::string& word) -> std::string {
            double number = 0;
            if (CLI::detail::lexical_cast(word, number) && std::isfinite(number) && number >= least) return {};
            return "\"" + word + "\" is no " + what + ".";
          },
          "", what};
}
}  // namespace

CLI::Validator finite_number() {
  return finite(std::numeric_limits<double>::lowest(), "finite number");
}

CLI::Validator seconds() {
  return finite(0, "number of seconds");
}

}  // namespace rapport::lab
