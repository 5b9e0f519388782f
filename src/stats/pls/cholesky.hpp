#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace rapport::stats {

/// Cholesky factor of a small correlation matrix, for the solves in the inner loop of PLS, where the set-up of a
/// general library would cost more than the work. Reused between solves without allocating once it has grown.
class SmallCholesky {
 public:
  /// Factors the m × m matrix whose (i, j) is entry(i, j); only i ≥ j is read.
  /// @return  false if it is singular: a variable whose unexplained variance is below 1e-10 of its variance
  template <class Entry>
  bool factor(std::size_t m, Entry entry) {
    m_ = m;
    lower_.resize(m * m);
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        double sum = entry(i, j);
        const double scale = sum;
        for (std::size_t k = 0; k < j; ++k) sum -= lower_[i * m + k] * lower_[j * m + k];
        if (i != j) {
          lower_[i * m + j] = sum / lower_[j * m + j];
        } else {
          if (!(sum > 1e-10 * scale)) return false;
          lower_[i * m + i] = std::sqrt(sum);
        }
      }
    }
    return true;
  }

  /// Replaces the right side b (m numbers) by the solution of the factored system.
  void solve(double* b) const {
    for (std::size_t i = 0; i < m_; ++i) {
      for (std::size_t k = 0; k < i; ++k) b[i] -= lower_[i * m_ + k] * b[k];
      b[i] /= lower_[i * m_ + i];
    }
    for (std::size_t i = m_; i-- > 0;) {
      for (std::size_t k = i + 1; k < m_; ++k) b[i] -= lower_[k * m_ + i] * b[k];
      b[i] /= lower_[i * m_ + i];
    }
  }

 private:
  std::size_t m_ = 0;
  std::vector<double> lower_;
};

}  // namespace rapport::stats
