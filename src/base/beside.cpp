#include "base/beside.hpp"

#include <system_error>

namespace rapport {

std::filesystem::path beside_this_program(std::string_view name) {
  std::error_code error;
  const auto own = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? std::filesystem::path{} : own.parent_path() / name;
}

}  // namespace rapport
