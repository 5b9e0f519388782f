#pragma once

#include <vector>

#include "base/embedded.hpp"

namespace rapport::test {

/// Every migration of the product, read from the source tree, so that a layer's tests need not link the layers above
/// it.
std::vector<embedded::File> source_migrations();

}  // namespace rapport::test
