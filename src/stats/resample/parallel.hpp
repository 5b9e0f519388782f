#pragma once

#include <cstddef>
#include <functional>

namespace rapport::stats {

/// Calls work(0) … work(count - 1), each once, spread over threads; the order is not fixed, so each must write to a
/// place of its own. progress is called from the calling thread, some ten times a second, with how many are done.
/// @param threads  0: as many as the machine has
/// The first exception that work or progress throws ends the loop and is thrown here, when all threads have stopped.
void for_each_index(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work,
                    const std::function<void(std::size_t done, std::size_t all)>& progress = {});

}  // namespace rapport::stats
