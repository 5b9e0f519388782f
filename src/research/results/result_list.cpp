#include "research/results/result_list.hpp"

namespace rapport::research {

http::Value result_list(const std::vector<ResultSummary>& results) {
  http::List list;
  for (const auto& result : results) {
    list.push_back(http::Value{}
                       .set("url", result_path(result.id))
                       .set("title", result.answers_title)
                       .set("simulated", result.simulated)
                       .set("who", result.author.empty() ? http::Value{} : http::Value(result.author))
                       .set("at", http::Time{result.created_at_ms})
                       .set("failed", result.state == ResultSummary::State::failed)
                       .set("waiting", result.state == ResultSummary::State::waiting));
  }
  return list;
}

}  // namespace rapport::research
