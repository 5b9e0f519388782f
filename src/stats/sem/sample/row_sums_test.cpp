#include "stats/sem/sample/row_sums.hpp"

#include <doctest/doctest.h>

using namespace rapport::stats::sem;
using Eigen::Index;
using Eigen::MatrixXd;

namespace {
/// More respondents than one block holds.
GroupSample kept() {
  GroupSample group{.n = 20'000};
  group.rows.resize(20'000, 2);
  for (Index k = 0; k < group.rows.rows(); ++k) group.rows.row(k) << 1.0 / static_cast<double>(k + 3), 0.1;
  return group;
}

/// The same, a thousand at a time, the last ones first if asked for.
GroupSample in_blocks(bool backwards) {
  GroupSample group{.n = 20'000};
  group.blocks = [rows = kept().rows, backwards](const OnRows& on_rows) {
    for (std::size_t i = 0; i < 20; ++i) {
      const std::size_t block = backwards ? 19 - i : i;
      on_rows(block, rows.middleRows(static_cast<Index>(block) * 1000, 1000));
    }
  };
  return group;
}

MatrixXd products(const GroupSample& group) {
  return sum_over_rows(group, 2, 2, [](const auto& few, MatrixXd& sum) { sum += few.transpose() * few; });
}
}  // namespace

TEST_CASE("a sum over respondents is the same whether they are kept or come in blocks") {
  const GroupSample group = kept();
  const MatrixXd expected = group.rows.transpose() * group.rows;
  CHECK(products(group).isApprox(expected, 1e-12));
  CHECK(products(in_blocks(false)).isApprox(expected, 1e-12));
}

TEST_CASE("a sum over respondents is the same to the last bit in whatever order blocks are done") {
  CHECK(products(in_blocks(false)) == products(in_blocks(true)));
  CHECK(products(kept()) == products(kept()));
}

TEST_CASE("a sum over nobody is 0") {
  CHECK(products(GroupSample{}) == MatrixXd::Zero(2, 2));
}
