#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/reader.hpp"
#include "store/database.hpp"

namespace rapport::jobs {

using JobId = Id<struct JobTag>;

enum class State { queued, running, done, failed };
std::string_view to_string(State state);

/// One piece of long work, for pages that show how far it is.
struct Job {
  CommunityId community;
  JobId id;
  std::string kind;
  std::optional<MemberId> owner;
  State state = State::queued;
  int attempts = 0;
  double progress = 0;                // 0 to 1
  std::string message;                // the latest progress, or the latest error; may be empty
  std::optional<std::string> result;  // JSON, once done
  bool cancelled = false;             // somebody asked for its end
  std::int64_t created_at_ms = 0;
  std::optional<std::int64_t> finished_at_ms;
};

struct NewJob {
  CommunityId community = {};
  JobId id = {};
  std::string kind = {};                         // "mail.send": names the handler that a Runner has for it
  std::string payload = "{}";                    // JSON; the handler's business. Erased once the job has ended.
  std::optional<MemberId> owner = std::nullopt;  // may see the job, as staff may
  int attempts_allowed = 8;                      // with the pauses of retry_after_ms: about half an hour
  std::int64_t now_ms = 0;
  std::int64_t run_after_ms = 0;  // not before this moment
};

/// Queues a job in the caller's transaction: it runs if and only if that commits. Runners of every process are woken.
void enqueue(store::Transaction& change, const NewJob& job);

/// A job of the reader's community that the reader owns or, as staff, may see; empty otherwise.
std::optional<Job> find(store::Session& session, const Reader& reader, JobId id);

/// How many jobs of its kind wait before a waiting job, at most so many as given.
std::int64_t waiting_before(store::Session& session, const Job& job, std::int64_t most);

/// Asks for a job to end: a waiting one fails at once, a running one when its handler next looks.
/// @return  false if there is none that this reader may see, or it has ended
bool cancel(store::Transaction& change, const Reader& reader, JobId id, std::int64_t now_ms);

/// Deletes jobs that ended before a moment. @return how many
std::int64_t delete_finished_before(store::Session& session, std::int64_t time_ms);

/// A handler throws this when trying again cannot help: the job fails at once, with this message.
struct PermanentFailure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The pause before the next attempt: 2 s, 4 s, 8 s … at most 15 minutes, a random half of it taken off so that many
/// jobs that failed together do not come back together.
/// @param attempts  begun so far, ≥ 1     @param random  in [0, 1)
std::int64_t retry_after_ms(int attempts, double random);

}  // namespace rapport::jobs
