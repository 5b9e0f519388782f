#include "app/example/conversations.hpp"

#include <algorithm>

#include "dialogue/sections/section_store.hpp"
#include "dialogue/topics/topic_import.hpp"

namespace rapport::app::example {
namespace {

using Sections = std::map<std::string, dialogue::Section>;

Sections load_sections(store::Transaction& change, CommunityId community, IdSource& ids, const Times& times) {
  Sections sections;
  const Json described_community = read("community.json");
  for (const auto& described : described_community.at("sections")) {
    dialogue::Section section;
    section.id = ids.next<dialogue::SectionId>();
    section.slug = described.at("slug");
    section.name = described.at("name");
    section.description = described.at("description");
    section.place = described.at("order");
    section.starters = described.at("starters") == "staff" ? dialogue::Starters::staff : dialogue::Starters::members;
    dialogue::insert_section(change, community, section, times.now_ms);
    sections.emplace(section.slug, section);
  }
  return sections;
}

dialogue::ImportedTopic topic_from(const Json& written, const Times& times, const Cast& cast) {
  dialogue::ImportedTopic topic;
  topic.title = written.at("title");
  topic.pinned = written.value("pinned", false);
  topic.closed = written.value("closed", false);
  const auto start = times.days_before(written.at("started_days_before"));
  for (const auto& post : written.at("posts")) {
    const auto after = static_cast<std::int64_t>(post.at("after_minutes").get<double>() * kMinuteMs);
    topic.posts.push_back({cast.of(post.at("author")), post.at("text"), start + after});
  }
  return topic;
}

}  // namespace

std::vector<Unlinked> load_conversations(store::Transaction& change, CommunityId community, IdSource& ids,
                                         const Times& times, const Cast& cast, Places& places) {
  const Sections sections = load_sections(change, community, ids, times);
  auto topics = read("topics.json").at("topics");
  std::sort(topics.begin(), topics.end(), [](const Json& a, const Json& b) {
    return a.at("started_days_before").get<double>() > b.at("started_days_before").get<double>();
  });
  std::vector<Unlinked> unlinked;
  for (const auto& written : topics) {
    const auto topic = topic_from(written, times, cast);
    const auto made = dialogue::import_topic(change, community, ids, sections.at(written.at("section")), topic);
    const std::string key = written.at("key");
    places["topic:" + key] = made.path;
    for (std::size_t i = 0; i < made.posts.size(); ++i) {
      places["post:" + key + "/" + std::to_string(i + 1)] =
          dialogue::post_path(made.path, static_cast<std::int64_t>(i) + 1, made.posts[i]);
      if (has_links(topic.posts[i].text)) unlinked.push_back({made.posts[i], topic.posts[i].text});
    }
  }
  return unlinked;
}

void link(store::Transaction& change, CommunityId community, const std::vector<Unlinked>& posts, const Places& places) {
  for (const auto& [post, text] : posts) {
    dialogue::complete_imported_text(change, community, post, with_links(text, places));
  }
}

}  // namespace rapport::app::example
