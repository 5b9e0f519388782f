#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace test {

/// The folder with results of other programs and the data they come from, which a user's clone does not have: named by
/// RAPPORT_REFERENCE, or ../shared beside the repository. Says once that it is missing.
std::optional<std::filesystem::path> shared_folder();

/// The file of this name in it. @throws nlohmann::json::exception if there is none
nlohmann::json reference(const std::string& name);

}  // namespace test
