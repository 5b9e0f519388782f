#pragma once

namespace CLI {
class App;
}

namespace rapport::lab {

/// Adds the command sem: a structural equation model of answers or of covariances (see add_lab_commands).
void add_sem_command(CLI::App& app, int& exit_status);

}  // namespace rapport::lab
