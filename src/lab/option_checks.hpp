#pragma once

#include <CLI/CLI.hpp>

namespace rapport::lab {

/// Digits only: an unsigned option would take "-5" for a very large number.
CLI::Validator whole_number();

/// No "nan" and no "inf", which every comparison with bounds lets pass.
CLI::Validator finite_number();

/// Finite, and not below 0.
CLI::Validator seconds();

}  // namespace rapport::lab
