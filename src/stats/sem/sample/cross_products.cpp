#include "stats/sem/sample/cross_products.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <algorithm>

namespace rapport::stats::sem {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;

#if defined(__x86_64__)
constexpr Index chunk_rows = 128;  // of a few hundred columns: they stay in a core's cache
constexpr Index high = 4;          // a tile of so many columns by
constexpr Index wide = 3;          // so many others keeps its sums in the registers

__attribute__((target("avx2,fma"))) double sum_of(__m256d lanes) {
  const __m128d pair = _mm_add_pd(_mm256_castpd256_pd128(lanes), _mm256_extractf128_pd(lanes, 1));
  return _mm_cvtsd_f64(_mm_add_sd(pair, _mm_unpackhi_pd(pair, pair)));
}

/// Adds the products of columns i… and j… of a chunk of chunk_rows rows.
__attribute__((target("avx2,fma"))) void add_tile(const MatrixXd& chunk, Index i, Index j, MatrixXd& sum) {
  __m256d sums[high][wide] = {};
  const double* left = chunk.col(i).data();
  const double* right = chunk.col(j).data();
  for (Index r = 0; r < chunk_rows; r += 4) {
    const __m256d b0 = _mm256_loadu_pd(right + r);
    const __m256d b1 = _mm256_loadu_pd(right + chunk_rows + r);
    const __m256d b2 = _mm256_loadu_pd(right + 2 * chunk_rows + r);
#pragma GCC unroll 4
    for (Index a = 0; a < high; ++a) {
      const __m256d own = _mm256_loadu_pd(left + a * chunk_rows + r);
      sums[a][0] = _mm256_fmadd_pd(own, b0, sums[a][0]);
      sums[a][1] = _mm256_fmadd_pd(own, b1, sums[a][1]);
      sums[a][2] = _mm256_fmadd_pd(own, b2, sums[a][2]);
    }
  }
#pragma GCC unroll 4
  for (Index a = 0; a < high; ++a)
#pragma GCC unroll 3
    for (Index c = 0; c < wide; ++c)
      if (i + a < sum.rows() && j + c <= i + a) sum(i + a, j + c) += sum_of(sums[a][c]);
}

void add_by_tiles(const MatrixXd& x, MatrixXd& sum) {
  const Index k = x.cols();
  MatrixXd chunk = MatrixXd::Zero(chunk_rows, k + high + wide);  // tiles may reach beyond the last column
  for (Index first = 0; first < x.rows(); first += chunk_rows) {
    const Index rows = std::min(chunk_rows, x.rows() - first);
    chunk.topLeftCorner(rows, k) = x.middleRows(first, rows);
    chunk.bottomRows(chunk_rows - rows).setZero();
    for (Index i = 0; i < k; i += high)
      for (Index j = 0; j < i + high; j += wide) add_tile(chunk, i, j, sum);
  }
}
#endif

}  // namespace

void add_cross_products(const MatrixXd& x, MatrixXd& sum) {
#if defined(__x86_64__)
  static const bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (has_avx2) return add_by_tiles(x, sum);
#endif
  sum.selfadjointView<Eigen::Lower>().rankUpdate(x.transpose());
}

}  // namespace rapport::stats::sem
