#include "dialogue/topics/topic.hpp"

#include "members/permission.hpp"

namespace rapport::dialogue {

std::string topic_path(std::string_view section_slug, std::string_view slug, TopicId id) {
  std::string path = "/community/";
  path.append(section_slug).append("/").append(slug).append("-").append(to_base32(id));
  return path;
}

std::string topic_path(const Topic& topic) {
  return topic_path(topic.section_slug, topic.slug, topic.id);
}

std::int64_t page_start(std::int64_t position) {
  return (position - 1) / kPostsPerPage * kPostsPerPage + 1;
}

std::string post_path(const std::string& topic_path, std::int64_t position, PostId post) {
  const std::int64_t from = page_start(position);
  return topic_path + (from > 1 ? "?from=" + std::to_string(from) : "") + "#post-" + to_base32(post);
}

bool may_see(const Reader& reader, const Topic& topic) {
  return !topic.hidden_at || reader.member == topic.author || members::may(reader, members::Permission::moderate);
}

bool may_see(const Reader& reader, const Post& post) {
  return !post.hidden || reader.member == post.author.id || members::may(reader, members::Permission::moderate);
}

bool may_reply(const Reader& reader, const Topic& topic) {
  return reader.member && !topic.closed_at && !topic.hidden_at;
}

bool may_edit(const Reader& reader, const Topic& topic, const Post& post) {
  if (members::may(reader, members::Permission::moderate)) return true;
  return reader.member == post.author.id && !post.hidden && !topic.closed_at && !topic.hidden_at;
}

std::string quotation(const std::string& author, const std::string& post_path, std::string_view source) {
  std::string quoted = "> [" + author + "](" + post_path + "):\n";
  while (!source.empty()) {
    const auto end = source.find('\n');
    const std::string_view line = source.substr(0, end);
    source.remove_prefix(end == std::string_view::npos ? source.size() : end + 1);
    if (!line.starts_with('>')) quoted.append("> ").append(line).append("\n");
  }
  return quoted + "\n";
}

}  // namespace rapport::dialogue
