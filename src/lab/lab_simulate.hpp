#pragma once

namespace CLI {
class App;
}

namespace rapport::lab {

/// Adds the command simulate: draws answers from a population model (see add_lab_commands).
void add_simulate_command(CLI::App& app, int& exit_status);

}  // namespace rapport::lab
