#include "research/models/model_store.hpp"

#include "store/query.hpp"

namespace rapport::research {
namespace {

constexpr const char* kInsert =
    "INSERT INTO lab_model (community_id, lab_model_id, answers_id, name, model_text, created_by, created_at) "
    "VALUES (:community_id, :lab_model_id, :answers_id, :name, :model_text, :created_by, :created_at)";
constexpr const char* kList =
    "SELECT m.lab_model_id, m.name, m.model_text, m.created_by, a.name, m.created_at FROM lab_model m "
    "LEFT JOIN member_card a ON a.community_id = m.community_id AND a.member_id = m.created_by "
    "WHERE m.community_id = :community_id AND m.answers_id = :answers_id ORDER BY m.lab_model_id DESC LIMIT :limit";
constexpr const char* kFind =
    "SELECT name, model_text, created_by, created_at FROM lab_model "
    "WHERE community_id = :community_id AND answers_id = :answers_id AND lab_model_id = :lab_model_id";

constexpr const char* kDelete = "DELETE FROM lab_model WHERE community_id = :community_id AND answers_id = :answers_id";

}  // namespace

void insert_model(store::Transaction& change, CommunityId community, const SavedModel& model) {
  store::execute(change, kInsert, store::arg("community_id", community), store::arg("lab_model_id", model.id),
                 store::arg("answers_id", model.answers), store::arg("name", model.name),
                 store::arg("model_text", model.text), store::arg("created_by", model.created_by),
                 store::arg("created_at", model.created_at_ms));
}

std::vector<SavedModel> list_models(store::Session& session, CommunityId community, std::int64_t answers, int limit) {
  std::vector<SavedModel> models;
  store::each(
      session, kList,
      [&](LabModelId id, std::string name, std::string text, std::optional<MemberId> by,
          std::optional<std::string> author, std::int64_t created_at) {
        models.push_back({.id = id,
                          .answers = answers,
                          .name = std::move(name),
                          .text = std::move(text),
                          .created_by = by,
                          .author = author.value_or(""),
                          .created_at_ms = created_at});
      },
      store::arg("community_id", community), store::arg("answers_id", answers), store::arg("limit", limit));
  return models;
}

std::optional<SavedModel> find_model(store::Session& session, CommunityId community, std::int64_t answers,
                                     LabModelId id) {
  const auto row = store::one<std::string, std::string, std::optional<MemberId>, std::int64_t>(
      session, kFind, store::arg("community_id", community), store::arg("answers_id", answers),
      store::arg("lab_model_id", id));
  if (!row) return std::nullopt;
  const auto& [name, text, by, created_at] = *row;
  return SavedModel{
      .id = id, .answers = answers, .name = name, .text = text, .created_by = by, .created_at_ms = created_at};
}

void delete_models(store::Transaction& change, CommunityId community, std::int64_t answers) {
  store::execute(change, kDelete, store::arg("community_id", community), store::arg("answers_id", answers));
}

}  // namespace rapport::research
