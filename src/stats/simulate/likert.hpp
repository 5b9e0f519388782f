#pragma once

namespace rapport::stats {

/// A normal variable that becomes an answer when it is rounded to whole numbers and kept within minimum … maximum.
struct LikertMargin {
  double mean = 0;  // of the normal variable
  double sd = 1;
  int minimum = 1;
  int maximum = 5;

  double answer_mean() const;
  double answer_sd() const;
  /// Correlation of the answer with the normal variable: Σ φ(z_t) over the thresholds t, divided by the answers' sd.
  double answer_correlation() const;
  /// The answer for a standard normal number.
  double answer(double z) const;
};

/// The margin whose answers have this mean and standard deviation.
/// @throws std::invalid_argument if no rounded normal variable on this scale has them
LikertMargin likert_margin(double mean, double sd, int minimum, int maximum);

}  // namespace rapport::stats
