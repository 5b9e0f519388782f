#pragma once

#include <string_view>
#include <vector>

#include "base/embedded.hpp"

namespace rapport::test {

/// The files that the product carries inside, read from the source tree instead, so that a layer's tests need not link
/// the layers above it. Paths as the product sees them, relative to the folder.
std::vector<embedded::File> source_files(std::string_view folder, std::string_view extension);

/// Every migration of the product.
inline std::vector<embedded::File> source_migrations() {
  return source_files("src", ".sql");
}

}  // namespace rapport::test
