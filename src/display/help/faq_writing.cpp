#include "display/help/faq_writing.hpp"

#include "display/help/faq_store.hpp"
#include "text/search.hpp"

namespace rapport::display {
namespace {

constexpr const char* kKind = "faq";

void index(store::Transaction& transaction, CommunityId community, FaqId id, const FaqContent& content) {
  text::index(transaction, community,
              {kKind, id.value, content.question, content.answer, faq_path(id, content.question)});
}

Happening happening(std::string kind, FaqId id, const std::string& question) {
  return {.kind = std::move(kind), .subject = id.value, .title = question, .path = faq_path(id, question)};
}

}  // namespace

FaqId add_faq(store::Transaction& transaction, IdSource& ids, const Change& change, const FaqContent& content) {
  const auto id = ids.next<FaqId>();
  insert_faq(transaction, change, id, category_of(transaction, change.community, ids, content.category), content);
  append_event(transaction, ids, change, happening("faq.drafted", id, content.question));
  return id;
}

bool save_faq(store::Transaction& transaction, IdSource& ids, const Change& change, const FaqEntry& before,
              std::int64_t version, const FaqContent& content) {
  const auto category = category_of(transaction, change.community, ids, content.category);
  if (!update_faq(transaction, change, before.id, version, category, content)) return false;
  if (before.published_at) index(transaction, change.community, before.id, content);
  append_event(transaction, ids, change, happening("faq.changed", before.id, content.question));
  return true;
}

void publish_faq(store::Transaction& transaction, IdSource& ids, const Change& change, const FaqEntry& entry,
                 bool published) {
  set_faq_published(transaction, change, entry.id, published);
  if (published) {
    index(transaction, change.community, entry.id, entry.content);
  } else {
    text::remove_from_index(transaction, change.community, kKind, entry.id.value);
  }
  append_event(transaction, ids, change,
               happening(published ? "faq.published" : "faq.withdrawn", entry.id, entry.content.question));
}

void remove_faq(store::Transaction& transaction, IdSource& ids, const Change& change, const FaqEntry& entry) {
  delete_faq(transaction, change.community, entry.id);
  text::remove_from_index(transaction, change.community, kKind, entry.id.value);
  append_event(transaction, ids, change, happening("faq.removed", entry.id, entry.content.question));
}

void record_helpful(store::Transaction& transaction, IdSource& ids, const Change& change, const FaqEntry& entry,
                    const std::string& voter, bool helped) {
  if (!vote_faq(transaction, change.community, entry.id, voter, helped, change.at_ms)) return;
  Happening event = happening("faq.helpful", entry.id, entry.content.question);
  event.valence = helped ? spine::Valence::positive : spine::Valence::negative;
  append_event(transaction, ids, change, event);
}

FaqId import_faq(store::Transaction& transaction, IdSource& ids, const Change& change, const FaqContent& content) {
  const auto id = ids.next<FaqId>();
  insert_faq(transaction, change, id, category_of(transaction, change.community, ids, content.category), content);
  set_faq_published(transaction, change, id, true);
  index(transaction, change.community, id, content);
  append_event(transaction, ids, change, happening("faq.published", id, content.question));
  return id;
}

}  // namespace rapport::display
