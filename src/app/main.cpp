#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "app/commands/member_commands.hpp"
#include "app/commands/serve_command.hpp"
#include "lab/command_line.hpp"
#include "lab/lab_commands.hpp"

/// All commands: those of the site, which `rapport` hands over, and the laboratory's for help and for near misses.
int main(int argc, char** argv) try {
  CLI::App app{rapport::lab::description, "rapport"};
  int exit_status = 0;
  rapport::app::add_serve_command(app, exit_status);
  rapport::app::add_member_commands(app, exit_status);
  rapport::lab::add_lab_commands(app, exit_status);
  return rapport::lab::run(app, exit_status, argc, argv);
} catch (const std::exception& error) {
  std::cerr << "rapport: " << error.what() << "\n";
  return 1;
}
