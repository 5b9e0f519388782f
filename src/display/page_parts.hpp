#pragma once

#include <string>
#include <string_view>

#include "http/request.hpp"
#include "http/value.hpp"

namespace rapport::display {

/// One step of the way back that the layout prints; the page itself stands last, without an address.
http::Value breadcrumb(std::string_view label, std::string url = {});

/// What somebody typed into a search field (?q=), well-formed, cut at 200 bytes: what is longer finds nothing more.
std::string search_words(const http::Request& request);

}  // namespace rapport::display
