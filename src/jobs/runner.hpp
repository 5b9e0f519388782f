#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.hpp"
#include "jobs/job_store.hpp"

namespace rapport::jobs {

/// What a handler sees of its job. Used by the handler's thread; cancelled() by any.
class JobContext {
 public:
  JobContext(store::Database& database, Claimed job, std::string holder);

  CommunityId community() const { return job_.community; }
  JobId id() const { return job_.id; }
  std::optional<MemberId> owner() const { return job_.owner; }
  const std::string& payload() const { return job_.payload; }

  /// Tells how far the work is, 0 to 1, in words for the person who waits. Cheap to call often: it is written at most
  /// four times a second, and the last one before a pause in the work may stay unwritten.
  void progress(double fraction, const std::string& message);

  /// Whether to stop: the owner asked, the program is stopping, or another runner took the job over. Work that takes
  /// longer than a second asks often, and throws Stopped (or returns: then the work counts as done).
  bool cancelled() const { return hold_ != Hold::kept; }
  struct Stopped {};
  void stop_if_cancelled() const {
    if (cancelled()) throw Stopped{};
  }

  /// What the job's page shows or leads to; JSON. Stored when the handler returns.
  void result(std::string json) { result_ = std::move(json); }

 private:
  friend class Runner;
  store::Database& database_;
  const Claimed job_;
  const std::string holder_;
  std::string result_ = "{}";
  std::chrono::steady_clock::time_point reported_{};
  std::atomic<Hold> hold_{Hold::kept};
};

/// How one kind of job is done.
struct Handler {
  std::string kind;
  /// Does the work, outside any transaction but those it opens itself. It may be run again after a crash, so its effect
  /// must be the same when repeated, or be committed together with a mark that it happened.
  /// Throwing means: try again later; PermanentFailure: do not.
  std::function<void(JobContext&)> run;
  int at_once = 1;  // jobs of this kind that one runner works on at the same time
};

/// Works on queued jobs in threads of its own, woken by commits of any process and by a timer. Several runners, in one
/// or many processes, share a queue: a job runs in one of them; one whose process died is taken over when its lease
/// runs out. Stopping waits for handlers to notice, and gives unfinished jobs back untried.
class Runner {
 public:
  struct Settings {
    int threads = 0;  // 0: as many as the handlers may do at once, so that no kind of work waits for another
    std::int64_t lease_ms = 60'000;  // renewed every third of it
    std::int64_t poll_ms = 2'000;
    std::int64_t keep_finished_ms = 30LL * 24 * 60 * 60 * 1000;  // then the rows of jobs that ended are deleted
  };
  Runner(store::Database& database, const Clock& clock, std::vector<Handler> handlers, Settings settings);
  Runner(store::Database& database, const Clock& clock, std::vector<Handler> handlers)
      : Runner(database, clock, std::move(handlers), Settings{}) {}
  ~Runner();

 private:
  void work();
  void keep_leases();
  void sweep();
  bool run_next();
  void run(const Handler& handler, Claimed claimed);
  std::optional<Claimed> claim_next(const Handler*& handler);

  store::Database& database_;
  const Clock& clock_;
  const std::vector<Handler> handlers_;
  const Settings settings_;
  const std::string holder_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable stop_;
  bool stopping_ = false;
  bool somebody_cancelled_ = false;     // leases are renewed early, which tells whose job it is
  std::int64_t swept_at_ms_ = 0;        // used by the thread of keep_leases alone
  std::uint64_t calls_ = 0;             // how often somebody said that there is work
  std::map<std::string, int> at_work_;  // kind → jobs of it in this runner
  std::set<JobContext*> running_;
  std::shared_ptr<void> listening_;
  std::vector<std::thread> threads_;
};

}  // namespace rapport::jobs
