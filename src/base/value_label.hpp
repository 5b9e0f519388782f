#pragma once

#include <string>
#include <vector>

namespace rapport {

/// What a number stands for: 1 is "never".
struct ValueLabel {
  double value = 0;
  std::string label = {};
};

/// What labels say of a number; empty where they do not.
inline std::string label_of(const std::vector<ValueLabel>& labels, double value) {
  for (const ValueLabel& known : labels)
    if (known.value == value) return known.label;
  return {};
}

}  // namespace rapport
