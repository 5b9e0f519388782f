#pragma once

#include <string>

namespace CLI {
class App;
}

namespace rapport::lab {

/// After arguments that no command expects: the option (or command) that each was probably meant to be, one line each;
/// empty if nothing is near.
std::string usage_hint(const CLI::App& app);

}  // namespace rapport::lab
