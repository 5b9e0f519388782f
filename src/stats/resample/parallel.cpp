#include "stats/resample/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace rapport::stats {

void for_each_index(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work,
                    const std::function<void(std::size_t, std::size_t)>& progress) {
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> done{0};
  std::atomic<bool> stop{false};
  std::mutex guard;
  std::exception_ptr failure;
  const auto run = [&](const auto& after_each) {
    try {
      for (std::size_t i = next++; i < count && !stop; i = next++) {
        work(i);
        after_each(++done);
      }
    } catch (...) {
      const std::lock_guard lock(guard);
      if (!failure) failure = std::current_exception();
      stop = true;
    }
  };
  const unsigned wanted = threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
  {
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < std::min<std::size_t>(wanted, count); ++i)
      helpers.emplace_back([&] { run([](std::size_t) {}); });
    auto last = std::chrono::steady_clock::now();
    run([&](std::size_t so_far) {
      const auto now = std::chrono::steady_clock::now();
      if (!progress || now - last < std::chrono::milliseconds(100)) return;
      last = now;
      progress(so_far, count);
    });
  }
  if (failure) std::rethrow_exception(failure);
  if (progress) progress(count, count);
}

}  // namespace rapport::stats
