#pragma once

#include "dialogue/context.hpp"
#include "dialogue/topics/topic.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"

namespace rapport::dialogue {

/// One post by its id, and the preview of any Markdown.
class PostPages {
 public:
  explicit PostPages(const Context& context) : context_(context) {}

  http::Response go(const http::Request& request) const;       // GET /posts/{post}: to where it stands
  http::Response edit(const http::Request& request) const;     // GET /posts/{post}/edit
  http::Response save(const http::Request& request) const;     // POST there; action=preview shows it first
  http::Response preview(const http::Request& request) const;  // POST /preview: the field "text" as HTML

 private:
  PostSource editable_post(const http::Request& request) const;
  http::Response page(const PostSource& post, http::Value model, int status) const;

  Context context_;
};

void add_post_routes(http::Router& router, const Context& context);

}  // namespace rapport::dialogue
