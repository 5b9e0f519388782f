#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "jobs/job.hpp"
#include "research/answer_sets/answer_set.hpp"

namespace rapport::research {

using EstimationId = Id<struct EstimationTag>;

/// Partial least squares, or covariance-based structural equation models.
enum class Method { pls, sem };
/// "pls", "sem"
std::string name_of(Method method);

/// Something that a researcher asked to estimate: waiting, done or failed.
struct Estimation {
  EstimationId id = {};
  Method method = Method::pls;
  std::int64_t answers = 0;
  std::string answers_title = {};
  bool simulated = false;
  std::string model = {};     // its text
  std::string settings = {};  // JSON, as the method writes and reads it
  jobs::JobId job = {};
  std::optional<MemberId> created_by = {};
  std::string author = {};  // name of that member
  std::int64_t created_at_ms = 0;
  std::string fingerprint = {};             // of the answers, once it has ended well
  std::optional<std::string> result = {};   // JSON, the same as of the command line
  bool has_scores = false;                  // of the respondents, kept apart: find_scores
  std::optional<std::string> failure = {};  // why there are no numbers
  bool stopped = false;                     // somebody ended it: that is why
};

/// "/lab/results/1x9k2f7q" (PLS), "/lab/sem/1x9k2f7q"
std::string path_of(Method method, EstimationId id);
std::string path_of(const Estimation& estimation);

/// What it keeps of its answers.
AnswersSummary about_of(const Estimation& estimation);

}  // namespace rapport::research
