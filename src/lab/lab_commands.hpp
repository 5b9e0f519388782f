#pragma once

namespace CLI {
class App;
}

namespace rapport::lab {

/// Adds the laboratory to the command line: describe, reliability, pls, sem, invariance, simulate.
/// Each prints its report to standard output or --output and sets exit_status: 0 done, 2 wrong input, 3 the model could
/// not be estimated. Other failures leave as exceptions.
void add_lab_commands(CLI::App& app, int& exit_status);

}  // namespace rapport::lab
