#include "research/answer_sets/data_set_store.hpp"

#include "research/answer_sets/codebook.hpp"
#include "stats/table/csv.hpp"
#include "store/query.hpp"

namespace rapport::research {
namespace {

constexpr const char* kInsert =
    "INSERT INTO lab_data (community_id, lab_data_id, title, note, simulated, respondents, csv, is_matrix, codebook, "
    "owner_id, created_at) VALUES (:community_id, :lab_data_id, :title, :note, :simulated, :respondents, :csv, "
    ":is_matrix, :codebook, :owner_id, :created_at)";
constexpr const char* kList =
    "SELECT lab_data_id, title, respondents, simulated, is_matrix FROM lab_data "
    "WHERE community_id = :community_id AND (owner_id IS NULL OR owner_id = :member_id) "
    "ORDER BY lab_data_id DESC LIMIT :limit";
constexpr const char* kFind =
    "SELECT title, note, simulated, respondents, csv, is_matrix, codebook, CASE WHEN owner_id IS NULL THEN 0 ELSE 1 "
    "END "
    "FROM lab_data "
    "WHERE community_id = :community_id AND lab_data_id = :lab_data_id AND (owner_id IS NULL OR owner_id = :member_id)";
constexpr const char* kHas =
    "SELECT 1 FROM lab_data "
    "WHERE community_id = :community_id AND lab_data_id = :lab_data_id AND (owner_id IS NULL OR owner_id = :member_id)";
constexpr const char* kDelete =
    "DELETE FROM lab_data WHERE community_id = :community_id AND lab_data_id = :lab_data_id AND owner_id = :member_id";

std::int64_t member_of(const Reader& reader) {
  return reader.member ? reader.member->value : 0;  // ids begin above 0: a visitor owns nothing
}

}  // namespace

void insert_data_set(store::Transaction& change, CommunityId community, const AnswerSet& set,
                     std::optional<MemberId> owner, std::int64_t now_ms) {
  store::execute(change, kInsert, store::arg("community_id", community), store::arg("lab_data_id", set.about.id),
                 store::arg("title", set.about.title), store::arg("note", set.note),
                 store::arg("simulated", set.about.simulated ? 1 : 0), store::arg("respondents", set.about.respondents),
                 store::arg("csv", stats::write_csv(set.table)), store::arg("is_matrix", set.about.is_matrix ? 1 : 0),
                 store::arg("codebook", codebook_json(set)), store::arg("owner_id", owner),
                 store::arg("created_at", now_ms));
}

std::vector<AnswersSummary> list_data_sets(store::Session& session, const Reader& reader, int limit) {
  std::vector<AnswersSummary> sets;
  store::each(
      session, kList,
      [&](std::int64_t id, std::string title, std::int64_t respondents, int simulated, int is_matrix) {
        sets.push_back({.id = id,
                        .title = std::move(title),
                        .respondents = respondents,
                        .simulated = simulated != 0,
                        .is_matrix = is_matrix != 0});
      },
      store::arg("community_id", reader.community), store::arg("member_id", member_of(reader)),
      store::arg("limit", limit));
  return sets;
}

std::optional<AnswerSet> find_data_set(store::Session& session, const Reader& reader, std::int64_t id) {
  const auto row = store::one<std::string, std::string, int, std::int64_t, std::string, int, std::string, int>(
      session, kFind, store::arg("community_id", reader.community), store::arg("lab_data_id", id),
      store::arg("member_id", member_of(reader)));
  if (!row) return std::nullopt;
  const auto& [title, note, simulated, respondents, csv, is_matrix, codebook, is_own] = *row;
  AnswerSet set;
  set.about = {
      .id = id, .title = title, .respondents = respondents, .simulated = simulated != 0, .is_matrix = is_matrix != 0};
  set.note = note;
  set.is_own = is_own != 0;
  set.table = stats::parse_csv(csv, title);
  read_codebook(codebook, set);
  return set;
}

bool has_data_set(store::Session& session, const Reader& reader, std::int64_t id) {
  return store::one<int>(session, kHas, store::arg("community_id", reader.community), store::arg("lab_data_id", id),
                         store::arg("member_id", member_of(reader)))
      .has_value();
}

bool delete_data_set(store::Transaction& change, const Reader& reader, std::int64_t id) {
  return store::execute(change, kDelete, store::arg("community_id", reader.community), store::arg("lab_data_id", id),
                        store::arg("member_id", member_of(reader))) > 0;
}

}  // namespace rapport::research
