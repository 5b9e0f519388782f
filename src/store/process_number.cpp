#include "store/process_number.hpp"

#include <unistd.h>

#include <random>

#include "store/query.hpp"

namespace rapport::store {
namespace {

constexpr int kNumbers = 32;
constexpr std::int64_t kLeaseMs = 60'000;
constexpr auto kRenewal = std::chrono::seconds(15);

constexpr const char* kLeases = "SELECT number, expires_at FROM process_lease ORDER BY expires_at DESC";
constexpr const char* kExpire = "DELETE FROM process_lease WHERE number = :number AND expires_at <= :now";
constexpr const char* kTake =
    "INSERT INTO process_lease (number, holder, expires_at) VALUES (:number, :holder, :expires_at)";
constexpr const char* kRenew =
    "UPDATE process_lease SET expires_at = :expires_at WHERE number = :number AND holder = :holder";
constexpr const char* kGiveBack = "DELETE FROM process_lease WHERE number = :number AND holder = :holder";

/// A number that nobody has had, or else the one whose lease ran out longest ago: its holder may only have been cut off
/// from the database, and come back.
int take(Database& database, const std::string& holder, std::int64_t now) {
  Transaction change{database};
  std::vector<bool> taken(kNumbers, false);
  std::int64_t number = -1;
  each(change, kLeases, [&](std::int64_t leased, std::int64_t expires_at) {
    taken[static_cast<std::size_t>(leased)] = true;
    if (expires_at <= now) number = leased;
  });
  for (int unused = kNumbers - 1; unused >= 0; --unused) {
    if (!taken[static_cast<std::size_t>(unused)]) number = unused;
  }
  if (number < 0) {
    throw Unavailable("All 32 process numbers of this database are in use; stop another process, or wait a minute.");
  }
  execute(change, kExpire, arg("number", number), arg("now", now));
  execute(change, kTake, arg("number", number), arg("holder", holder), arg("expires_at", now + kLeaseMs));
  change.commit();
  return static_cast<int>(number);
}

}  // namespace

ProcessNumber::ProcessNumber(Database& database, const Clock& clock) : database_(database), clock_(clock) {
  std::random_device random;
  holder_ = std::to_string(getpid()) + "-" + std::to_string(random());
  for (int attempt = 0; number_ < 0; ++attempt) {
    try {
      number_ = take(database_, holder_, clock_.now_ms());
    } catch (const Conflict&) {  // another process took the same number between our reading and writing
      if (attempt == kNumbers) throw Unavailable("No process number could be leased.");
    }
  }
  renewal_ = std::thread([this] {
    std::unique_lock lock(mutex_);
    while (!stop_.wait_for(lock, kRenewal, [this] { return stopping_; })) renew();
  });
}

ProcessNumber::~ProcessNumber() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_one();
  renewal_.join();
  try {
    Transaction change{database_};
    execute(change, kGiveBack, arg("number", number_), arg("holder", holder_));
    change.commit();
  } catch (const std::exception&) {
    // the lease runs out by itself
  }
}

void ProcessNumber::renew() {
  try {
    Transaction change{database_};
    execute(change, kRenew, arg("expires_at", clock_.now_ms() + kLeaseMs), arg("number", number_),
            arg("holder", holder_));
    change.commit();
  } catch (const std::exception&) {
    // tried again at the next renewal; four in a row must fail before the number could be given away
  }
}

}  // namespace rapport::store
