#pragma once

#include <filesystem>
#include <string_view>

namespace rapport {

/// Where another of our programs stands: in the folder of the one that runs. Empty if that cannot be found out.
std::filesystem::path beside_this_program(std::string_view name);

}  // namespace rapport
