#include "support/migrations.hpp"

#include <deque>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace rapport::test {

std::vector<embedded::File> source_migrations() {
  static const std::deque<std::pair<std::string, std::string>> files = [] {
    std::deque<std::pair<std::string, std::string>> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(RAPPORT_SOURCE_DIR "/src")) {
      if (entry.path().extension() != ".sql") continue;
      std::ifstream file(entry.path());
      std::stringstream contents;
      contents << file.rdbuf();
      found.emplace_back(entry.path().string(), contents.str());
    }
    return found;
  }();
  std::vector<embedded::File> migrations;
  for (const auto& [path, contents] : files) migrations.push_back({path, contents});
  return migrations;
}

}  // namespace rapport::test
