#pragma once

#include <string>

namespace rapport {

/// What a number stands for: 1 is "never".
struct ValueLabel {
  double value = 0;
  std::string label = {};
};

}  // namespace rapport
