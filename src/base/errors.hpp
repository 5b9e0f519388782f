#pragma once

#include <stdexcept>
#include <string>

namespace rapport {

/// Something that we depend on (database, disk, mail server) cannot answer now; the same request may succeed later.
/// Becomes 503 with a page. The message says what, never a bound value.
struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The caller's input cannot be used: says what, where, and what to do. Becomes exit status 2 on the command line.
struct BadInput : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace rapport
