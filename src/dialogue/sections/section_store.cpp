#include "dialogue/sections/section_store.hpp"

#include "dialogue/topics/topic.hpp"
#include "store/query.hpp"

namespace rapport::dialogue {
namespace {

using store::arg;

// The latest topic of each section is one step in the index topic_latest.
constexpr const char* kList =
    "SELECT s.section_id, s.slug, s.name, s.description, s.place, s.starters, s.topic_count, s.post_count, "
    "t.topic_id, t.slug, t.title, t.last_post_at, t.last_author_id, m.name, m.handle, m.role "
    "FROM section s LEFT JOIN topic t ON t.community_id = s.community_id AND t.topic_id = ("
    "SELECT l.topic_id FROM topic l WHERE l.community_id = s.community_id AND l.section_id = s.section_id "
    "AND l.hidden_at IS NULL ORDER BY l.last_post_at DESC, l.topic_id DESC LIMIT 1) "
    "LEFT JOIN member_card m ON m.community_id = t.community_id AND m.member_id = t.last_author_id "
    "WHERE s.community_id = :community_id ORDER BY s.place, s.name";
constexpr const char* kInOrder =
    "SELECT section_id, slug, name, description, place, starters, topic_count, post_count FROM section "
    "WHERE community_id = :community_id ORDER BY place, name";
constexpr const char* kFindBySlug =
    "SELECT section_id, slug, name, description, place, starters, topic_count, post_count FROM section "
    "WHERE community_id = :community_id AND slug = :slug";
constexpr const char* kFindById =
    "SELECT section_id, slug, name, description, place, starters, topic_count, post_count FROM section "
    "WHERE community_id = :community_id AND section_id = :section_id";
constexpr const char* kInsert =
    "INSERT INTO section (community_id, section_id, slug, name, description, place, starters, created_at) "
    "VALUES (:community_id, :section_id, :slug, :name, :description, :place, :starters, :created_at)";
constexpr const char* kUpdate =
    "UPDATE section SET slug = :slug, name = :name, description = :description, place = :place, starters = :starters "
    "WHERE community_id = :community_id AND section_id = :section_id";
constexpr const char* kCount =
    "UPDATE section SET topic_count = topic_count + :topics, post_count = post_count + :posts "
    "WHERE community_id = :community_id AND section_id = :section_id";

constexpr std::string_view kMembers = "members", kStaff = "staff";

Section section_from(SectionId id, std::string slug, std::string name, std::string description, std::int64_t place,
                     const std::string& starters, std::int64_t topics, std::int64_t posts) {
  return {.id = id,
          .slug = std::move(slug),
          .name = std::move(name),
          .description = std::move(description),
          .place = place,
          .starters = starters == kStaff ? Starters::staff : Starters::members,
          .topic_count = topics,
          .post_count = posts};
}

using Columns =
    std::tuple<SectionId, std::string, std::string, std::string, std::int64_t, std::string, std::int64_t, std::int64_t>;

std::optional<Section> section_from(std::optional<Columns> row) {
  if (!row) return std::nullopt;
  return std::apply([](auto&&... column) { return section_from(std::move(column)...); }, std::move(*row));
}

std::string_view word(Starters starters) {
  return starters == Starters::staff ? kStaff : kMembers;
}

}  // namespace

std::vector<SectionSummary> list_sections(store::Session& session, CommunityId community) {
  std::vector<SectionSummary> found;
  store::each(
      session, kList,
      [&](SectionId id, std::string slug, std::string name, std::string description, std::int64_t place,
          std::string starters, std::int64_t topics, std::int64_t posts, std::optional<TopicId> topic,
          std::optional<std::string> topic_slug, std::optional<std::string> title, std::optional<std::int64_t> at,
          std::optional<MemberId> author, std::optional<std::string> author_name,
          std::optional<std::string> author_handle, std::optional<std::string> author_role) {
        SectionSummary summary{
            section_from(id, std::move(slug), std::move(name), std::move(description), place, starters, topics, posts),
            std::nullopt};
        if (topic) {
          summary.latest = Latest{topic_path(summary.section.slug, *topic_slug, *topic), std::move(*title), *at,
                                  author_from(*author, std::move(author_name), std::move(author_handle), author_role)};
        }
        found.push_back(std::move(summary));
      },
      arg("community_id", community));
  return found;
}

std::vector<Section> sections_in_order(store::Session& session, CommunityId community) {
  std::vector<Section> found;
  store::each(
      session, kInOrder,
      [&](SectionId id, std::string slug, std::string name, std::string description, std::int64_t place,
          std::string starters, std::int64_t topics, std::int64_t posts) {
        found.push_back(
            section_from(id, std::move(slug), std::move(name), std::move(description), place, starters, topics, posts));
      },
      arg("community_id", community));
  return found;
}

std::optional<Section> find_section(store::Session& session, CommunityId community, std::string_view slug) {
  return section_from(
      store::one<SectionId, std::string, std::string, std::string, std::int64_t, std::string, std::int64_t,
                 std::int64_t>(session, kFindBySlug, arg("community_id", community), arg("slug", slug)));
}

std::optional<Section> find_section(store::Session& session, CommunityId community, SectionId section) {
  return section_from(
      store::one<SectionId, std::string, std::string, std::string, std::int64_t, std::string, std::int64_t,
                 std::int64_t>(session, kFindById, arg("community_id", community), arg("section_id", section)));
}

void insert_section(store::Transaction& change, CommunityId community, const Section& section, std::int64_t now_ms) {
  store::execute(change, kInsert, arg("community_id", community), arg("section_id", section.id),
                 arg("slug", section.slug), arg("name", section.name), arg("description", section.description),
                 arg("place", section.place), arg("starters", word(section.starters)), arg("created_at", now_ms));
}

void update_section(store::Transaction& change, CommunityId community, const Section& section) {
  store::execute(change, kUpdate, arg("slug", section.slug), arg("name", section.name),
                 arg("description", section.description), arg("place", section.place),
                 arg("starters", word(section.starters)), arg("community_id", community),
                 arg("section_id", section.id));
}

void count_in_section(store::Transaction& change, CommunityId community, SectionId section, std::int64_t topics,
                      std::int64_t posts) {
  store::execute(change, kCount, arg("topics", topics), arg("posts", posts), arg("community_id", community),
                 arg("section_id", section));
}

}  // namespace rapport::dialogue
