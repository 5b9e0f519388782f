#include "research/sem/sem_list.hpp"

#include "research/sem/sem_form.hpp"

namespace rapport::research {

http::Value sem_list(const std::vector<SemSummary>& results, const http::Messages& messages) {
  http::List list;
  for (const auto& result : results) {
    list.push_back(http::Value{}
                       .set("url", sem_path(result.id))
                       .set("title", result.answers_title)
                       .set("settings", settings_in_words(result.settings, messages))
                       .set("simulated", result.simulated)
                       .set("who", result.author.empty() ? http::Value{} : http::Value(result.author))
                       .set("at", http::Time{result.created_at_ms})
                       .set("failed", result.state == SemSummary::State::failed)
                       .set("waiting", result.state == SemSummary::State::waiting));
  }
  return list;
}

}  // namespace rapport::research
