#pragma once

#include <vector>

#include "base/answers_table.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "http/messages.hpp"
#include "http/router.hpp"
#include "jobs/runner.hpp"
#include "store/database.hpp"

namespace rapport::research {

/// The laboratory's pages, under /lab. What is passed by reference outlives the router.
void add_routes(http::Router& router, store::Database& database, const Clock& clock, IdSource& ids,
                AnswersSource surveys, const http::Messages& messages);

/// What the laboratory does in the background: estimates models.
std::vector<jobs::Handler> job_handlers(store::Database& database, const Clock& clock, IdSource& ids,
                                        AnswersSource surveys, const http::Messages& messages);

}  // namespace rapport::research
