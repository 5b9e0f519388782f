#include "research/estimations/estimation_list.hpp"

namespace rapport::research {

http::Value estimation_list(const std::vector<EstimationSummary>& estimations,
                            const std::function<http::List(const std::string& settings)>& words) {
  http::List list;
  for (const auto& estimation : estimations) {
    list.push_back(http::Value{}
                       .set("url", path_of(estimation.method, estimation.id))
                       .set("title", estimation.answers_title)
                       .set("settings", words(estimation.settings))
                       .set("simulated", estimation.simulated)
                       .set("who", estimation.author.empty() ? http::Value{} : http::Value(estimation.author))
                       .set("at", http::Time{estimation.created_at_ms})
                       .set("failed", estimation.state == EstimationSummary::State::failed)
                       .set("waiting", estimation.state == EstimationSummary::State::waiting));
  }
  return list;
}

}  // namespace rapport::research
