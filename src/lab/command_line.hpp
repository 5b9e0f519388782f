#pragma once

namespace CLI {
class App;
}

namespace rapport::lab {

constexpr const char* description = "Rapport: a customer engagement platform with a measurement laboratory";

/// Runs the command that the arguments name. For arguments that no command expects, says so, with what was probably
/// meant.
/// @param exit_status  that the commands of the app set
/// @return  0 done, 2 wrong usage or input, 3 a model could not be estimated, 1 a fault of ours
int run(CLI::App& app, const int& exit_status, int argc, char** argv);

}  // namespace rapport::lab
