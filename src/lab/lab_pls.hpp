#pragma once

namespace CLI {
class App;
}

namespace rapport::lab {

/// Adds the command pls (see add_lab_commands).
void add_pls_command(CLI::App& app, int& exit_status);

}  // namespace rapport::lab
