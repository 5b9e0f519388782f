#pragma once

namespace CLI {
class App;
}

namespace rapport::lab {

/// Adds the command compare: two models over the same answers (see add_lab_commands).
void add_compare_command(CLI::App& app, int& exit_status);

}  // namespace rapport::lab
