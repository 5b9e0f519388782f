#include "stats/sem/sample/streamed/row_stream.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "stats/sem/sample/streamed/block_parser.hpp"
#include "stats/sem/sample/streamed/block_reader.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::stats::sem {
namespace {
unsigned thread_count(unsigned asked) {
  return asked ? asked : std::max(1U, std::thread::hardware_concurrency());
}

/// Runs the same work on several threads, this one among them.
template <class Work>
void on_threads(unsigned count, const Work& work) {
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < count; ++i) others.emplace_back(work);
  work();
}

/// One pass over the file; what the threads share.
struct Pass {
  BlockReader reader;
  BlockParser parser;
  const RowStream::OnBlock& on_block;
  std::size_t cache_limit;

  std::mutex mutex = {};
  std::size_t next = 0;
  std::vector<std::size_t> lines = {};  // by block
  std::map<std::size_t, std::exception_ptr> failures = {};
  std::size_t original = 0;
  std::map<std::size_t, Eigen::MatrixXd> kept = {};
  std::size_t kept_bytes = 0;
  bool keeps = true;

  void work() {
    while (true) {
      std::string text;
      std::size_t block = 0;
      {
        const std::lock_guard lock(mutex);
        if (!failures.empty()) return;
        text = reader.next();
        if (text.empty()) return;
        block = next++;
        lines.push_back(0);
      }
      try {
        ParsedBlock parsed = parser.parse(text);
        on_block(block, parsed.rows);
        keep(block, std::move(parsed));
      } catch (...) {
        const std::lock_guard lock(mutex);
        lines[block] = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
        failures.emplace(block, std::current_exception());
      }
    }
  }

  void keep(std::size_t block, ParsedBlock parsed) {
    const std::lock_guard lock(mutex);
    lines[block] = parsed.lines;
    original += parsed.original;
    kept_bytes += static_cast<std::size_t>(parsed.rows.size()) * sizeof(double);
    if (kept_bytes > cache_limit) {
      keeps = false;
      kept.clear();
    }
    if (keeps) kept.emplace(block, std::move(parsed.rows));
  }

  /// Blocks are handed out in order, so every block before the first failure has been read to its end.
  void rethrow_first() const {
    if (failures.empty()) return;
    const auto& [block, failure] = *failures.begin();
    std::size_t before = reader.header_lines();
    for (std::size_t i = 0; i < block; ++i) before += lines[i];
    try {
      std::rethrow_exception(failure);
    } catch (const TableError& error) {
      if (error.place.line == 0) throw;
      throw TableError(error.file, {error.place.line + before, error.place.column}, error.reason);
    }
  }
};
}  // namespace

RowStream::RowStream(std::filesystem::path path, std::vector<std::string> variables, StreamOptions options)
    : path_(std::move(path)), variables_(std::move(variables)), options_(std::move(options)) {}

void RowStream::each_block(const OnBlock& on_block) {
  const unsigned threads = thread_count(options_.threads);
  if (!is_cached_) {
    BlockReader reader(path_, options_.block_bytes);
    BlockParser parser(reader.header(), path_.string(), variables_, options_.csv);
    Pass pass{.reader = std::move(reader),
              .parser = std::move(parser),
              .on_block = on_block,
              .cache_limit = options_.cache_bytes};
    on_threads(threads, [&] { pass.work(); });
    pass.rethrow_first();
    original_ = pass.original;
    is_cached_ = pass.keeps;
    for (auto& [block, rows] : pass.kept) cache_.push_back(std::move(rows));
    return;
  }
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::map<std::size_t, std::exception_ptr> failures;
  on_threads(threads, [&] {
    for (std::size_t block = next++; block < cache_.size(); block = next++) {
      try {
        on_block(block, cache_[block]);
      } catch (...) {
        const std::lock_guard lock(mutex);
        failures.emplace(block, std::current_exception());
        return;
      }
    }
  });
  if (!failures.empty()) std::rethrow_exception(failures.begin()->second);
}

std::vector<std::string> column_names(const std::filesystem::path& path) {
  constexpr std::size_t enough_for_a_header = 1 << 16;
  return parse_csv(BlockReader(path, enough_for_a_header).header(), path.string()).names();
}

}  // namespace rapport::stats::sem
