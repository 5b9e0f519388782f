#pragma once

#include "dialogue/context.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"

namespace rapport::dialogue {

/// The list of sections, and the desk where staff add and change them.
class SectionPages {
 public:
  explicit SectionPages(const Context& context) : context_(context) {}

  http::Response list(const http::Request& request) const;  // GET /community
  http::Response desk(const http::Request& request) const;  // GET /desk/sections, ?section= fills the form
  http::Response save(const http::Request& request) const;  // POST /desk/sections

 private:
  http::Response desk_page(const http::Request& request, http::Value form, int status) const;

  Context context_;
};

void add_section_routes(http::Router& router, const Context& context);

}  // namespace rapport::dialogue
