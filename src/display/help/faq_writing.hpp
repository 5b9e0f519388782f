#pragma once

#include "display/change.hpp"
#include "display/help/faq.hpp"
#include "store/database.hpp"

namespace rapport::display {

/// A new draft, with its event.
FaqId add_faq(store::Transaction& transaction, IdSource& ids, const Change& change, const FaqContent& content);
/// Saves an edit, with index and event. @return false if somebody saved since the given version: nothing is changed
bool save_faq(store::Transaction& transaction, IdSource& ids, const Change& change, const FaqEntry& before,
              std::int64_t version, const FaqContent& content);
/// Shows an entry to everyone, or to staff only, with index and event.
void publish_faq(store::Transaction& transaction, IdSource& ids, const Change& change, const FaqEntry& entry,
                 bool published);
void remove_faq(store::Transaction& transaction, IdSource& ids, const Change& change, const FaqEntry& entry);
/// Counts "Did this help?" once a voter, with an event when it is new or another word than before.
void record_helpful(store::Transaction& transaction, IdSource& ids, const Change& change, const FaqEntry& entry,
                    const std::string& voter, bool helped);

/// A published entry, as of the change's time: how the example comes in.
FaqId import_faq(store::Transaction& transaction, IdSource& ids, const Change& change, const FaqContent& content);

}  // namespace rapport::display
