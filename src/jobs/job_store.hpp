#pragma once

#include <optional>
#include <string>

#include "jobs/job.hpp"

/// The queue as runners see it. A lease says who works on a job and until when that runner is believed to be alive.
namespace rapport::jobs {

struct Claimed {
  CommunityId community;
  JobId id;
  std::string payload;
  std::optional<MemberId> owner;
  int attempts = 0;  // this one included
  int attempts_allowed = 0;
};

/// Takes the oldest job of a kind that is due, or whose runner's lease has run out. Of several runners that ask at
/// once exactly one gets it.
std::optional<Claimed> claim(store::Database& database, const std::string& kind, const std::string& holder,
                             std::int64_t now_ms, std::int64_t lease_ms);

enum class Hold { kept, cancelled, lost };  // lost: the lease ran out and another runner has it, or it has ended

/// Extends the lease. Every change below happens only while this holder has the job.
Hold renew(store::Transaction& change, const Claimed& job, const std::string& holder, std::int64_t lease_until_ms);
void report(store::Transaction& change, const Claimed& job, const std::string& holder, double progress,
            const std::string& message);
void finish(store::Transaction& change, const Claimed& job, const std::string& holder, const std::string& result,
            std::int64_t now_ms);
void fail(store::Transaction& change, const Claimed& job, const std::string& holder, const std::string& error,
          std::int64_t now_ms);
void retry(store::Transaction& change, const Claimed& job, const std::string& holder, const std::string& error,
           std::int64_t run_after_ms);
/// Gives a job back untried, because the runner stops.
void release(store::Transaction& change, const Claimed& job, const std::string& holder);

}  // namespace rapport::jobs
