#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "support/folder.hpp"

// The real program over real files, for the tests of its commands.
namespace rapport::test {

struct Run {
  int status = -1;
  std::string output;
  std::string errors;
};

/// Runs the program with these arguments and an empty standard input.
inline Run rapport_program(const Folder& folder, const std::string& arguments) {
  const std::string command = std::string(RAPPORT_PROGRAM) + " " + arguments + " >" + folder.path("out") + " 2>" +
                              folder.path("err") + " </dev/null";
  const int status = std::system(command.c_str());
  return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .output = folder.read("out"),
          .errors = folder.read("err")};
}

}  // namespace rapport::test
