#include "support/source_files.hpp"

#include <deque>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>

namespace rapport::test {

std::vector<embedded::File> source_files(std::string_view folder, std::string_view extension) {
  static std::mutex mutex;
  static std::deque<std::string> kept;  // what the returned views look at; a test program is short-lived
  const std::filesystem::path root = std::filesystem::path(RAPPORT_SOURCE_DIR) / folder;
  std::lock_guard lock(mutex);
  std::vector<embedded::File> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != extension) continue;
    std::ifstream file(entry.path());
    std::stringstream contents;
    contents << file.rdbuf();
    const auto& path = kept.emplace_back(std::filesystem::relative(entry.path(), root).string());
    files.push_back({path, kept.emplace_back(contents.str())});
  }
  return files;
}

}  // namespace rapport::test
