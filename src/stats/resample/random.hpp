#pragma once

#include <array>
#include <cstdint>

namespace rapport::stats {

/// Random numbers that are the same on every machine and in every version: xoshiro256++ started by splitmix64.
/// One stream per (seed, stream): streams need no order among themselves, so that any number of threads draws the same.
/// Source: Blackman & Vigna (2021), ACM TOMS 47(4), 36 (xoshiro); Steele, Lea & Flood (2014), OOPSLA (splitmix64).
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream);

  std::uint64_t next();
  /// Uniform on 0 … below - 1, without bias (Lemire 2019); 1 ≤ below.
  std::uint32_t index(std::uint32_t below);
  /// Uniform on [0, 1), multiples of 2⁻⁵³.
  double uniform();
  /// Standard normal, by Marsaglia's polar method.
  double normal();

 private:
  std::array<std::uint64_t, 4> state_;
  double spare_ = 0;
  bool has_spare_ = false;
};

}  // namespace rapport::stats
