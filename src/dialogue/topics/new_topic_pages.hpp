#pragma once

#include "dialogue/context.hpp"
#include "dialogue/sections/section.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"

namespace rapport::dialogue {

/// Starting a topic in a section.
class NewTopicPages {
 public:
  explicit NewTopicPages(const Context& context) : context_(context) {}

  http::Response form(const http::Request& request) const;   // GET /community/{section}/new
  http::Response start(const http::Request& request) const;  // POST there; action=preview shows it first

 private:
  Section section_of(const http::Request& request) const;
  http::Response page(const Section& section, http::Value model, int status) const;

  Context context_;
};

void add_new_topic_routes(http::Router& router, const Context& context);

}  // namespace rapport::dialogue
