#pragma once

#include <string>
#include <vector>

#include "http/value.hpp"
#include "research/lab.hpp"

namespace rapport::research {

struct Crumb {
  std::string label = {};
  std::string url = {};  // empty: of the page itself
};

/// The way to a page of the laboratory, which begins at "/lab".
http::List breadcrumbs(const Lab& lab, const std::vector<Crumb>& way);

}  // namespace rapport::research
