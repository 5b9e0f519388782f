#include "lab/command_line.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "lab/usage_hint.hpp"

namespace rapport::lab {

int run(CLI::App& app, const int& exit_status, int argc, char** argv) {
  app.set_version_flag("--version", "rapport " RAPPORT_VERSION, "Print the version and end");
  app.require_subcommand(1);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error);
    if (status != 0) std::cerr << usage_hint(app);
    return status == 0 ? 0 : 2;
  }
  return exit_status;
}

}  // namespace rapport::lab
