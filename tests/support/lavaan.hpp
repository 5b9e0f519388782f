#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace test {

/// Whether this machine has R with lavaan (Debian: r-cran-lavaan); says that a test is skipped where it has not.
inline bool has_lavaan() {
  static const bool found = std::system("Rscript --vanilla -e 'library(lavaan)' > /dev/null 2>&1") == 0;
  if (!found) std::cout << "Skipped: no R with lavaan (Debian: apt-get install r-cran-lavaan).\n";
  return found;
}

/// A folder for one test, removed at its end.
struct Folder {
  Folder() : path(std::filesystem::temp_directory_path() / fmt::format("rapport_r_{}", getpid())) {
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path path;
};

}  // namespace test
