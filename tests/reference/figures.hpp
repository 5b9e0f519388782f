#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

namespace test {

/// Compares numbers and keeps what differs, so that a test says all of it at once.
class Figures {
 public:
  void close(const std::string& what, double ours, const nlohmann::json& theirs, double tolerance) {
    ++count_;
    if (!theirs.is_number()) {
      if (theirs.is_null() && !std::isnan(ours)) add(what + ": " + std::to_string(ours) + ", where lavaan has none");
      return;
    }
    const double expected = theirs.get<double>();
    const double error = std::abs(ours - expected) / std::max(1.0, std::abs(expected));
    worst_ = std::max(worst_, error);
    if (!(error <= tolerance)) {
      char text[200];
      std::snprintf(text, sizeof text, "%s: %.10g, lavaan %.10g", what.c_str(), ours, expected);
      add(text);
    }
  }
  void same(const std::string& what, const std::string& ours, const std::string& theirs) {
    ++count_;
    if (ours != theirs) add(what + ": \"" + ours + "\", lavaan \"" + theirs + "\"");
  }
  int count() const { return count_; }
  double worst() const { return worst_; }
  /// What differs, at most the first twenty lines; empty if nothing does.
  std::string differences() const { return differences_; }

 private:
  void add(const std::string& line) {
    if (++lines_ <= 20) differences_ += line + "\n";
  }
  int count_ = 0;
  int lines_ = 0;
  double worst_ = 0;
  std::string differences_;
};

}  // namespace test
