#pragma once

namespace CLI {
class App;
}

namespace rapport::lab {

/// Adds the command invariance: do groups understand the items alike (see add_lab_commands).
void add_invariance_command(CLI::App& app, int& exit_status);

}  // namespace rapport::lab
