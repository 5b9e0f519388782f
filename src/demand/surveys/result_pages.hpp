#pragma once

#include "demand/surveys/desk.hpp"
#include "http/response.hpp"

namespace rapport::surveys {

/// Watching a survey at the desk: figures and frequencies for those who may see results, single answers only for those
/// who may export them. The page reads counters, so it costs the same at any number of responses.
class ResultPages {
 public:
  explicit ResultPages(const Context& context) : context_(context) {}

  http::Response show(const http::Request& request);
  /// A stream of "figures": {"started", "submitted", "completion"}, at once and whenever an answer comes in.
  http::Response live(const http::Request& request);
  http::Response answers_csv(const http::Request& request);
  http::Response codebook(const http::Request& request);
  http::Response codebook_csv(const http::Request& request);

 private:
  const Context context_;
};

}  // namespace rapport::surveys
