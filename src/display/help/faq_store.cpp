#include "display/help/faq_store.hpp"

#include "store/query.hpp"
#include "text/markdown.hpp"

namespace rapport::display {
namespace {

#define ENTRY_COLUMNS                                                                                     \
  "SELECT e.entry_id, c.name, e.question, e.answer, e.product_id, e.position, e.answer_html, e.version, " \
  "e.changed_at, e.published_at "
#define ENTRY_TABLES                                                                                           \
  "FROM faq_entry e JOIN faq_category c ON c.community_id = e.community_id AND c.category_id = e.category_id " \
  "WHERE e.community_id = :community_id "
#define ENTRY_ORDER "ORDER BY c.position, c.category_id, e.position, e.entry_id"
constexpr const char* kPublished = ENTRY_COLUMNS ENTRY_TABLES "AND e.published_at IS NOT NULL " ENTRY_ORDER;
constexpr const char* kAbout =
    ENTRY_COLUMNS ENTRY_TABLES "AND e.product_id = :product_id AND e.published_at IS NOT NULL " ENTRY_ORDER;
constexpr const char* kFind = ENTRY_COLUMNS ENTRY_TABLES "AND e.entry_id = :entry_id";
constexpr const char* kDesk = ENTRY_COLUMNS
    ", (SELECT count(*) FROM faq_vote v WHERE v.community_id = e.community_id AND v.entry_id = e.entry_id "
    "AND v.helped = 1), "
    "(SELECT count(*) FROM faq_vote v WHERE v.community_id = e.community_id AND v.entry_id = e.entry_id "
    "AND v.helped = 0) " ENTRY_TABLES ENTRY_ORDER;
#undef ENTRY_COLUMNS
#undef ENTRY_TABLES
#undef ENTRY_ORDER

constexpr const char* kVotes =
    "SELECT helped, count(*) FROM faq_vote WHERE community_id = :community_id AND entry_id = :entry_id "
    "GROUP BY helped";
constexpr const char* kCategories =
    "SELECT name FROM faq_category WHERE community_id = :community_id ORDER BY position, category_id";
constexpr const char* kCategory =
    "SELECT category_id FROM faq_category WHERE community_id = :community_id AND name = :name";
constexpr const char* kInsertCategory =
    "INSERT INTO faq_category (community_id, category_id, name, position) VALUES (:community_id, :category_id, :name, "
    "(SELECT coalesce(max(position), 0) + 1 FROM faq_category WHERE community_id = :community_id))";
constexpr const char* kInsert =
    "INSERT INTO faq_entry (community_id, entry_id, category_id, product_id, position, question, answer, answer_html, "
    "version, created_at, changed_at, changed_by) VALUES (:community_id, :entry_id, :category_id, :product_id, "
    ":position, :question, :answer, :answer_html, 1, :at, :at, :by)";
constexpr const char* kUpdate =
    "UPDATE faq_entry SET category_id = :category_id, product_id = :product_id, position = :position, "
    "question = :question, answer = :answer, answer_html = :answer_html, version = version + 1, changed_at = :at, "
    "changed_by = :by WHERE community_id = :community_id AND entry_id = :entry_id AND version = :version";
constexpr const char* kPublish =
    "UPDATE faq_entry SET published_at = :at, published_by = :by "
    "WHERE community_id = :community_id AND entry_id = :entry_id";
constexpr const char* kDeleteVotes = "DELETE FROM faq_vote WHERE community_id = :community_id AND entry_id = :entry_id";
constexpr const char* kDelete = "DELETE FROM faq_entry WHERE community_id = :community_id AND entry_id = :entry_id";
constexpr const char* kVote =
    "INSERT INTO faq_vote (community_id, entry_id, voter, helped, created_at) "
    "VALUES (:community_id, :entry_id, :voter, :helped, :at) "
    "ON CONFLICT (community_id, entry_id, voter) DO UPDATE SET helped = excluded.helped, "
    "created_at = excluded.created_at WHERE faq_vote.helped <> excluded.helped";

FaqEntry entry_from(FaqId id, std::string category, std::string question, std::string answer,
                    std::optional<std::int64_t> product, std::int64_t position, std::string answer_html,
                    std::int64_t version, std::int64_t changed_at, std::optional<std::int64_t> published_at) {
  return {id,
          {std::move(category), std::move(question), std::move(answer), product, position},
          std::move(answer_html),
          version,
          changed_at,
          published_at};
}

template <class... A>
std::vector<FaqEntry> entries(store::Session& session, const char* sql, store::Argument<A>... arguments) {
  std::vector<FaqEntry> found;
  store::each(
      session, sql,
      [&](FaqId id, std::string category, std::string question, std::string answer, std::optional<std::int64_t> product,
          std::int64_t position, std::string answer_html, std::int64_t version, std::int64_t changed_at,
          std::optional<std::int64_t> published_at) {
        found.push_back(entry_from(id, std::move(category), std::move(question), std::move(answer), product, position,
                                   std::move(answer_html), version, changed_at, published_at));
      },
      arguments...);
  return found;
}

}  // namespace

std::vector<FaqEntry> published_faq(store::Session& session, CommunityId community) {
  return entries(session, kPublished, store::arg("community_id", community));
}

std::vector<FaqEntry> faq_about(store::Session& session, CommunityId community, std::int64_t product) {
  return entries(session, kAbout, store::arg("community_id", community), store::arg("product_id", product));
}

std::vector<DeskFaqEntry> desk_faq(store::Session& session, CommunityId community) {
  std::vector<DeskFaqEntry> found;
  store::each(
      session, kDesk,
      [&](FaqId id, std::string category, std::string question, std::string answer, std::optional<std::int64_t> product,
          std::int64_t position, std::string answer_html, std::int64_t version, std::int64_t changed_at,
          std::optional<std::int64_t> published_at, std::int64_t yes, std::int64_t no) {
        found.push_back({entry_from(id, std::move(category), std::move(question), std::move(answer), product, position,
                                    std::move(answer_html), version, changed_at, published_at),
                         {yes, no}});
      },
      store::arg("community_id", community));
  return found;
}

std::optional<FaqEntry> find_faq(store::Session& session, CommunityId community, FaqId id) {
  auto found = entries(session, kFind, store::arg("community_id", community), store::arg("entry_id", id));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<std::string> faq_categories(store::Session& session, CommunityId community) {
  std::vector<std::string> names;
  store::each(
      session, kCategories, [&](std::string name) { names.push_back(std::move(name)); },
      store::arg("community_id", community));
  return names;
}

Helpfulness helpfulness(store::Session& session, CommunityId community, FaqId id) {
  Helpfulness votes;
  store::each(
      session, kVotes, [&](std::int64_t helped, std::int64_t count) { (helped == 1 ? votes.yes : votes.no) = count; },
      store::arg("community_id", community), store::arg("entry_id", id));
  return votes;
}

std::int64_t category_of(store::Transaction& transaction, CommunityId community, IdSource& ids,
                         const std::string& name) {
  const auto here = store::arg("community_id", community);
  if (const auto known = store::one<std::int64_t>(transaction, kCategory, here, store::arg("name", name))) {
    return *known;
  }
  const std::int64_t made = ids.next();
  store::execute(transaction, kInsertCategory, here, store::arg("category_id", made), store::arg("name", name));
  return made;
}

void insert_faq(store::Transaction& transaction, const Change& change, FaqId id, std::int64_t category,
                const FaqContent& content) {
  store::execute(transaction, kInsert, store::arg("community_id", change.community), store::arg("entry_id", id),
                 store::arg("category_id", category), store::arg("product_id", content.product),
                 store::arg("position", content.position), store::arg("question", content.question),
                 store::arg("answer", content.answer), store::arg("answer_html", text::render_markdown(content.answer)),
                 store::arg("at", change.at_ms), store::arg("by", change.actor));
}

bool update_faq(store::Transaction& transaction, const Change& change, FaqId id, std::int64_t version,
                std::int64_t category, const FaqContent& content) {
  return store::execute(transaction, kUpdate, store::arg("category_id", category),
                        store::arg("product_id", content.product), store::arg("position", content.position),
                        store::arg("question", content.question), store::arg("answer", content.answer),
                        store::arg("answer_html", text::render_markdown(content.answer)),
                        store::arg("at", change.at_ms), store::arg("by", change.actor),
                        store::arg("community_id", change.community), store::arg("entry_id", id),
                        store::arg("version", version)) == 1;
}

void set_faq_published(store::Transaction& transaction, const Change& change, FaqId id, bool published) {
  store::execute(transaction, kPublish,
                 store::arg("at", published ? std::optional<std::int64_t>(change.at_ms) : std::nullopt),
                 store::arg("by", published ? change.actor : std::nullopt),
                 store::arg("community_id", change.community), store::arg("entry_id", id));
}

void delete_faq(store::Transaction& transaction, CommunityId community, FaqId id) {
  store::execute(transaction, kDeleteVotes, store::arg("community_id", community), store::arg("entry_id", id));
  store::execute(transaction, kDelete, store::arg("community_id", community), store::arg("entry_id", id));
}

bool vote_faq(store::Transaction& transaction, CommunityId community, FaqId id, const std::string& voter, bool helped,
              std::int64_t at_ms) {
  return store::execute(transaction, kVote, store::arg("community_id", community), store::arg("entry_id", id),
                        store::arg("voter", voter), store::arg("helped", helped ? 1 : 0), store::arg("at", at_ms)) == 1;
}

}  // namespace rapport::display
