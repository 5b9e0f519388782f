#include "reference/reference_folder.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>

namespace test {

std::optional<std::filesystem::path> shared_folder() {
  const char* named = std::getenv("RAPPORT_REFERENCE");
  std::filesystem::path folder = named ? named : std::filesystem::path(RAPPORT_SOURCE_DIR) / ".." / "shared";
  if (std::filesystem::exists(folder / "reference") && std::filesystem::exists(folder / "data")) return folder;
  static bool said = false;
  if (!said) std::cout << "Skipped: no reference results at " << folder << " (set RAPPORT_REFERENCE).\n";
  said = true;
  return std::nullopt;
}

nlohmann::json reference(const std::string& name) {
  std::ifstream file(*shared_folder() / "reference" / (name + ".json"));
  return nlohmann::json::parse(file);
}

}  // namespace test
