#include "stats/sem/sample/row_sums.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include "stats/resample/parallel.hpp"

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;

constexpr Index block_rows = 8192;
constexpr Index few_rows = 512;  // with what is worked out for each of them they stay in a core's cache

void each_block(const GroupSample& group, const OnRows& on_rows) {
  if (group.blocks) return group.blocks(on_rows);
  const auto count = static_cast<std::size_t>((group.rows.rows() + block_rows - 1) / block_rows);
  for_each_index(count, 0, [&](std::size_t block) {
    const Index first = static_cast<Index>(block) * block_rows;
    on_rows(block, group.rows.middleRows(first, std::min(block_rows, group.rows.rows() - first)));
  });
}
}  // namespace

MatrixXd sum_over_rows(const GroupSample& group, Index rows, Index columns, const AddRows& add) {
  std::map<std::size_t, MatrixXd> sums;
  std::mutex mutex;
  each_block(group, [&](std::size_t block, const MatrixXd& all) {
    MatrixXd sum = MatrixXd::Zero(rows, columns);
    for (Index first = 0; first < all.rows(); first += few_rows)
      add(all.middleRows(first, std::min(few_rows, all.rows() - first)), sum);
    const std::lock_guard lock(mutex);
    sums.emplace(block, std::move(sum));
  });
  MatrixXd total = MatrixXd::Zero(rows, columns);
  for (const auto& [block, sum] : sums) total += sum;
  return total;
}

}  // namespace rapport::stats::sem
