#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "base/beside.hpp"
#include "lab/command_line.hpp"
#include "lab/lab_commands.hpp"

namespace {

bool knows(const CLI::App& app, const std::string& command) {
  const auto all = app.get_subcommands([](const CLI::App*) { return true; });
  return std::any_of(all.begin(), all.end(), [&](const CLI::App* known) { return known->check_name(command); });
}

/// Becomes the program of all commands, which stands beside this one. @throws std::runtime_error if that cannot be run
[[noreturn]] void become_server(char** argv) {
  const auto program = rapport::beside_this_program("rapport-server");
  execv(program.c_str(), argv);
  throw std::runtime_error(program.string() + " cannot be run. Install it beside this program.");
}

}  // namespace

/// The laboratory's commands, without the libraries of the site: loading those takes longer than most models.
/// Everything else is handed over to rapport-server.
int main(int argc, char** argv) try {
  CLI::App app{rapport::lab::description, "rapport"};
  int exit_status = 0;
  rapport::lab::add_lab_commands(app, exit_status);
  if (argc < 2 || !knows(app, argv[1])) become_server(argv);
  return rapport::lab::run(app, exit_status, argc, argv);
} catch (const std::exception& error) {
  std::cerr << "rapport: " << error.what() << "\n";
  return 1;
}
