#include "members/site.hpp"

#include <algorithm>

namespace rapport::members {

std::string local_path(std::string_view next) {
  const bool is_path = !next.empty() && next[0] == '/' && !(next.size() > 1 && (next[1] == '/' || next[1] == '\\'));
  const bool is_plain =
      std::all_of(next.begin(), next.end(), [](char c) { return static_cast<unsigned char>(c) > ' '; });
  return is_path && is_plain ? std::string(next) : "/";
}

}  // namespace rapport::members
