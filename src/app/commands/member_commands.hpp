#pragma once

namespace CLI {
class App;
}

namespace rapport::app {

/// `rapport member add`, `list` and `role`: accounts from the command line, for the first administrator and for repair.
void add_member_commands(CLI::App& app, int& exit_status);

}  // namespace rapport::app
