#pragma once

namespace CLI {
class App;
}

namespace rapport::app {

/// `rapport serve` and `rapport migrate`.
void add_serve_command(CLI::App& app, int& exit_status);

}  // namespace rapport::app
