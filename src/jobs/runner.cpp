#include "jobs/runner.hpp"

#include <unistd.h>

#include <cstdio>
#include <random>

namespace rapport::jobs {
namespace {

constexpr auto kReportEvery = std::chrono::milliseconds(250);
constexpr std::int64_t kSweepEvery_ms = 60 * 60 * 1000;

double random_fraction() {
  thread_local std::mt19937_64 generator{std::random_device{}()};
  return static_cast<double>(generator() >> 11) * 0x1.0p-53;
}

int at_once(const std::vector<Handler>& handlers) {
  int jobs = 0;
  for (const Handler& handler : handlers) jobs += handler.at_once;
  return jobs;
}

std::string holder_name() {
  return std::to_string(getpid()) + "-" + std::to_string(std::random_device{}());
}

}  // namespace

JobContext::JobContext(store::Database& database, Claimed job, std::string holder)
    : database_(database), job_(std::move(job)), holder_(std::move(holder)) {}

void JobContext::progress(double fraction, const std::string& message) {
  const auto now = std::chrono::steady_clock::now();
  if (now - reported_ < kReportEvery) return;
  reported_ = now;
  store::Transaction change{database_};
  report(change, job_, holder_, fraction, message);
  change.commit();
}

Runner::Runner(store::Database& database, const Clock& clock, std::vector<Handler> handlers, Settings settings)
    : database_(database), clock_(clock), handlers_(std::move(handlers)), settings_(settings), holder_(holder_name()) {
  listening_ = database_.listen([this](std::string_view channel, std::string_view) {
    std::lock_guard lock(mutex_);
    if (channel == "jobs" || channel == "reconnected") {
      ++calls_;
      wake_.notify_all();
    }
    if (channel == "jobs.cancelled" || channel == "reconnected") {
      somebody_cancelled_ = true;
      stop_.notify_all();
    }
  });
  const int threads = settings_.threads > 0 ? settings_.threads : at_once(handlers_);
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
  threads_.emplace_back([this] { keep_leases(); });
}

Runner::~Runner() {
  listening_.reset();
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    for (JobContext* context : running_) context->hold_ = Hold::lost;  // given back by run()
  }
  wake_.notify_all();
  stop_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void Runner::work() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const auto heard = calls_;
    lock.unlock();
    bool worked = false;
    try {
      worked = run_next();
    } catch (const std::exception& error) {
      std::fprintf(stderr, "jobs: the queue waits: %s\n", error.what());
    }
    lock.lock();
    if (worked) continue;
    wake_.wait_for(lock, std::chrono::milliseconds(settings_.poll_ms), [&] { return stopping_ || calls_ != heard; });
  }
}

std::optional<Claimed> Runner::claim_next(const Handler*& handler) {
  for (const Handler& candidate : handlers_) {
    {
      std::lock_guard lock(mutex_);
      if (stopping_ || at_work_[candidate.kind] >= candidate.at_once) continue;
      ++at_work_[candidate.kind];
    }
    std::optional<Claimed> claimed;
    try {
      claimed = claim(database_, candidate.kind, holder_, clock_.now_ms(), settings_.lease_ms);
    } catch (...) {
      std::lock_guard lock(mutex_);
      --at_work_[candidate.kind];
      throw;
    }
    if (claimed) {
      handler = &candidate;
      return claimed;
    }
    std::lock_guard lock(mutex_);
    --at_work_[candidate.kind];
  }
  return std::nullopt;
}

bool Runner::run_next() {
  const Handler* handler = nullptr;
  auto claimed = claim_next(handler);
  if (!claimed) return false;
  const auto leave = [&] {
    std::lock_guard lock(mutex_);
    --at_work_[handler->kind];
    ++calls_;  // another thread may have skipped this kind because it was at its limit
    wake_.notify_all();
  };
  try {
    run(*handler, std::move(*claimed));
  } catch (...) {  // the database could not be told: the lease runs out, and the job is taken up again
    leave();
    throw;
  }
  leave();
  return true;
}

void Runner::run(const Handler& handler, Claimed claimed) {
  const Claimed job = claimed;
  if (job.attempts > job.attempts_allowed) {  // its process died in the last attempt
    store::Transaction change{database_};
    fail(change, job, holder_, "The program ended while working on this.", clock_.now_ms());
    change.commit();
    return;
  }
  JobContext context{database_, std::move(claimed), holder_};
  {
    std::lock_guard lock(mutex_);
    if (stopping_) context.hold_ = Hold::lost;
    running_.insert(&context);
  }
  enum class End { done, stopped, failed, permanently } end = End::done;
  std::string error;
  try {
    context.stop_if_cancelled();
    handler.run(context);
  } catch (const JobContext::Stopped&) {
    end = End::stopped;
  } catch (const PermanentFailure& failure) {
    end = End::permanently;
    error = failure.what();
  } catch (const std::exception& failure) {
    end = End::failed;
    error = failure.what();
  } catch (...) {
    end = End::failed;
    error = "An unknown error.";
  }
  {
    std::lock_guard lock(mutex_);
    running_.erase(&context);
  }
  const std::int64_t now = clock_.now_ms();
  store::Transaction change{database_};
  if (end == End::done) {
    finish(change, job, holder_, context.result_, now);
  } else if (end == End::stopped && context.hold_ == Hold::cancelled) {
    fail(change, job, holder_, "", now);
  } else if (end == End::stopped) {
    release(change, job, holder_);
  } else if (end == End::permanently || job.attempts >= job.attempts_allowed) {
    std::fprintf(stderr, "jobs: %s %lld failed for good: %s\n", handler.kind.c_str(),
                 static_cast<long long>(job.id.value), error.c_str());
    fail(change, job, holder_, error, now);
  } else {
    retry(change, job, holder_, error, now + retry_after_ms(job.attempts, random_fraction()));
  }
  change.commit();
}

void Runner::sweep() {
  const std::int64_t now = clock_.now_ms();
  if (now - swept_at_ms_ < kSweepEvery_ms) return;
  store::Transaction change{database_};
  delete_finished_before(change, now - settings_.keep_finished_ms);
  change.commit();
  swept_at_ms_ = now;
}

void Runner::keep_leases() {
  const auto pause = std::chrono::milliseconds(std::max<std::int64_t>(settings_.lease_ms / 3, 1));
  std::unique_lock lock(mutex_);
  while (true) {
    stop_.wait_for(lock, pause, [this] { return stopping_ || somebody_cancelled_; });
    if (stopping_) return;
    somebody_cancelled_ = false;
    const std::set<JobContext*> now = running_;
    std::vector<Claimed> jobs;
    for (const JobContext* context : now) jobs.push_back(context->job_);
    lock.unlock();
    std::vector<Hold> holds(jobs.size(), Hold::kept);
    try {
      if (!jobs.empty()) {
        store::Transaction change{database_};
        for (std::size_t i = 0; i < jobs.size(); ++i)
          holds[i] = renew(change, jobs[i], holder_, clock_.now_ms() + settings_.lease_ms);
        change.commit();
      }
      sweep();
    } catch (const std::exception& error) {
      std::fprintf(stderr, "jobs: the leases could not be renewed: %s\n", error.what());
    }
    lock.lock();
    for (JobContext* context : running_) {
      for (std::size_t i = 0; i < jobs.size(); ++i) {
        if (jobs[i].id == context->id() && holds[i] != Hold::kept) context->hold_ = holds[i];
      }
    }
  }
}

}  // namespace rapport::jobs
