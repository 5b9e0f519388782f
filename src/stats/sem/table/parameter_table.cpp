#include "stats/sem/table/parameter_table.hpp"

#include <algorithm>

namespace rapport::stats::sem {

std::string_view symbol_of(Op op) {
  switch (op) {
    case Op::measured_by:
      return "=~";
    case Op::regressed_on:
      return "~";
    case Op::covaries_with:
      return "~~";
    case Op::intercept:
      return "~1";
    case Op::threshold:
      return "|";
    case Op::scale:
      return "~*~";
    case Op::defined_as:
      return ":=";
    case Op::equal_to:
      return "==";
    case Op::less_than:
      return "<";
    case Op::greater_than:
      return ">";
  }
  return "";
}

bool ParameterTable::has(std::string_view variable) const {
  const auto in = [&](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), variable) != names.end();
  };
  return in(observed) || in(latent);
}

}  // namespace rapport::stats::sem
