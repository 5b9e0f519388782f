#pragma once

#include <string>

#include "display/change.hpp"
#include "store/database.hpp"

namespace rapport::display {

/// The words of the home page that an editor chooses; all may be empty.
struct HomeWords {
  std::string welcome_title, welcome_text;
  std::string question_title, question_text;
  std::string question_link = {};  // where the question is answered: a page of this site
};

HomeWords home_words(store::Session& session, CommunityId community);
/// With its event.
void save_home_words(store::Transaction& transaction, IdSource& ids, const Change& change, const HomeWords& words);

}  // namespace rapport::display
