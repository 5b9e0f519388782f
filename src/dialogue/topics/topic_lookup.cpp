#include "dialogue/topics/topic_lookup.hpp"

#include "dialogue/topics/post_store.hpp"
#include "dialogue/topics/topic_store.hpp"
#include "http/errors.hpp"

namespace rapport::dialogue {

Topic visible_topic(store::Session& session, const http::Request& request) {
  auto topic = find_topic(session, request.reader.community, request.id_param<TopicId>("topic"));
  if (!topic || !may_see(request.reader, *topic)) throw http::NotFound{};
  return std::move(*topic);
}

PostSource visible_post(store::Session& session, const http::Request& request) {
  auto post = find_post(session, request.reader.community, request.id_param<PostId>("post"));
  if (!post || !may_see(request.reader, post->topic)) throw http::NotFound{};
  return std::move(*post);
}

http::Response moved_to(const http::Request& request, const std::string& path) {
  std::string target = path;
  if (request.wants_json) target += ".json";
  if (!request.query_string.empty()) target += "?" + request.query_string;
  http::Response response = http::redirect(std::move(target));
  response.status = 301;
  return response;
}

}  // namespace rapport::dialogue
