#pragma once

#include <optional>
#include <string>
#include <vector>

#include "display/change.hpp"
#include "display/help/faq.hpp"
#include "store/database.hpp"

namespace rapport::display {

/// Published entries in the order of their categories, and of their places within.
std::vector<FaqEntry> published_faq(store::Session& session, CommunityId community);
/// Published entries about one product.
std::vector<FaqEntry> faq_about(store::Session& session, CommunityId community, std::int64_t product);
/// All of them, drafts too, with their votes: for the desk.
struct DeskFaqEntry {
  FaqEntry entry;
  Helpfulness votes;
};
std::vector<DeskFaqEntry> desk_faq(store::Session& session, CommunityId community);

std::optional<FaqEntry> find_faq(store::Session& session, CommunityId community, FaqId id);
std::vector<std::string> faq_categories(store::Session& session, CommunityId community);
Helpfulness helpfulness(store::Session& session, CommunityId community, FaqId id);

/// The category of that name, made if there is none.
std::int64_t category_of(store::Transaction& transaction, CommunityId community, IdSource& ids,
                         const std::string& name);
void insert_faq(store::Transaction& transaction, const Change& change, FaqId id, std::int64_t category,
                const FaqContent& content);
/// Replaces what an editor writes, if nobody saved since the given version. @return false: somebody did
bool update_faq(store::Transaction& transaction, const Change& change, FaqId id, std::int64_t version,
                std::int64_t category, const FaqContent& content);
void set_faq_published(store::Transaction& transaction, const Change& change, FaqId id, bool published);
/// With its votes.
void delete_faq(store::Transaction& transaction, CommunityId community, FaqId id);
/// Records a vote in place of the voter's earlier one. @return whether that changed anything
bool vote_faq(store::Transaction& transaction, CommunityId community, FaqId id, const std::string& voter, bool helped,
              std::int64_t at_ms);

}  // namespace rapport::display
