#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

// The real program over real files, for the tests of its commands.
namespace rapport::test {

/// A folder for one test, removed at its end.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("rapport_lab_" + std::to_string(getpid()) + "_" + std::to_string(count_++))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string file(const std::string& name, const std::string& contents) const {
    std::ofstream(path_ / name) << contents;
    return (path_ / name).string();
  }
  std::string path(const std::string& name) const { return (path_ / name).string(); }
  std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(path_ / name).rdbuf();
    return text.str();
  }

 private:
  static inline int count_ = 0;
  std::filesystem::path path_;
};

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
