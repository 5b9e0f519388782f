#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "app/commands/lab_commands.hpp"
#include "app/commands/member_commands.hpp"
#include "app/commands/serve_command.hpp"
#include "app/commands/usage_hint.hpp"

/// Exit status: 0 done, 2 wrong usage or input, 3 a model could not be estimated, 1 a fault of ours.
int main(int argc, char** argv) try {
  CLI::App app{"Rapport: a customer engagement platform with a measurement laboratory", "rapport"};
  app.require_subcommand(1);
  int exit_status = 0;
  rapport::app::add_serve_command(app, exit_status);
  rapport::app::add_member_commands(app, exit_status);
  rapport::app::add_lab_commands(app, exit_status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error);
    if (status != 0) std::cerr << rapport::app::usage_hint(app);
    return status == 0 ? 0 : 2;
  }
  return exit_status;
} catch (const std::exception& error) {
  std::cerr << "rapport: " << error.what() << "\n";
  return 1;
}
