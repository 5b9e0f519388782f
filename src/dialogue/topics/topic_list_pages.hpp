#pragma once

#include "dialogue/context.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"

namespace rapport::dialogue {

/// The topics of one section, newest activity first.
class TopicListPages {
 public:
  explicit TopicListPages(const Context& context) : context_(context) {}

  http::Response show(const http::Request& request) const;  // GET /community/{section}, ?before= for older ones

 private:
  Context context_;
};

void add_topic_list_routes(http::Router& router, const Context& context);

}  // namespace rapport::dialogue
