#pragma once

#include "dialogue/context.hpp"
#include "dialogue/topics/topic.hpp"
#include "http/form.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"

namespace rapport::dialogue {

/// A topic with its posts, twenty a page, and the reply under it.
class TopicPages {
 public:
  explicit TopicPages(const Context& context) : context_(context) {}

  /// GET /community/{section}/{topic}, ?from= for the page with that position, ?quote= for a reply that quotes a post.
  http::Response show(const http::Request& request) const;
  /// POST …/reply
  http::Response reply(const http::Request& request) const;

 private:
  http::Value page_model(const http::Request& request, const Topic& topic, std::int64_t position,
                         http::Value reply) const;
  http::Value empty_reply(const http::Request& request) const;
  http::Response reply_again(const http::Request& request, const Topic& topic, const http::Form& form,
                             std::string_view preview, int status) const;

  Context context_;
};

void add_topic_routes(http::Router& router, const Context& context);

}  // namespace rapport::dialogue
