#include "store/process_number.hpp"

#include <unistd.h>

#include <random>

#include "store/query.hpp"

namespace rapport::store {
namespace {

constexpr int kNumbers = 32;
constexpr std::int64_t kLeaseMs = 60'000;
constexpr auto kRenewal = std::chrono::seconds(15);

constexpr const char* kTaken = "SELECT number FROM process_lease WHERE expires_at > :now ORDER BY number";
constexpr const char* kExpire = "DELETE FROM process_lease WHERE expires_at <= :now";
constexpr const char* kTake =
    "INSERT INTO process_lease (number, holder, expires_at) VALUES (:number, :holder, :expires_at)";
constexpr const char* kRenew =
    "UPDATE process_lease SET expires_at = :expires_at WHERE number = :number AND holder = :holder";
constexpr const char* kGiveBack = "DELETE FROM process_lease WHERE number = :number AND holder = :holder";

int take(Database& database, const std::string& holder, std::int64_t now) {
  Transaction change{database};
  execute(change, kExpire, arg("now", now));
  std::vector<bool> taken(kNumbers, false);
  each(change, kTaken, [&](std::int64_t number) { taken[static_cast<std::size_t>(number)] = true; }, arg("now", now));
  for (int number = 0; number < kNumbers; ++number) {
    if (taken[static_cast<std::size_t>(number)]) continue;
    execute(change, kTake, arg("number", number), arg("holder", holder), arg("expires_at", now + kLeaseMs));
    change.commit();
    return number;
  }
  throw Unavailable("All 32 process numbers of this database are in use; stop another process, or wait a minute.");
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
