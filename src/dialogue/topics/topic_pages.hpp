#pragma once

#include "dialogue/context.hpp"
#include "dialogue/topics/kept_posts.hpp"
#include "dialogue/topics/topic.hpp"
#include "http/form.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"

namespace rapport::dialogue {

/// A topic with its posts, twenty a page, and the reply under it.
class TopicPages {
 public:
  explicit TopicPages(const Context& context) : context_(context), kept_(context.views) {}

  /// GET /community/{section}/{topic}, ?from= for the page with that position, ?quote= for a reply that quotes a post.
  http::Response show(const http::Request& request);
  /// POST …/reply
  http::Response reply(const http::Request& request);

 private:
  http::Value page_model(const http::Request& request, const Topic& topic, std::int64_t position, http::Value reply);
  http::List posts_model(const http::Request& request, const Topic& topic, std::vector<Post> posts);
  http::Value empty_reply(const http::Request& request) const;
  http::Response reply_again(const http::Request& request, const Topic& topic, const http::Form& form,
                             std::string_view preview, int status);

  Context context_;
  KeptPosts kept_;
};

void add_topic_routes(http::Router& router, const Context& context);

}  // namespace rapport::dialogue
