#pragma once

#include "dialogue/context.hpp"
#include "http/router.hpp"

namespace rapport::dialogue {

/// What moderators do to a post: GET and POST /posts/{post}/hide with a reason, POST …/restore, POST …/dismiss for its
/// reports. A form that says from=desk leads back to the desk, any other to the post.
void add_post_moderation_routes(http::Router& router, const Context& context);

}  // namespace rapport::dialogue
