#include "stats/sem/engine/bounds.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace rapport::stats::sem {
namespace {

constexpr double least_reliability = 0.1;  // of a marker
constexpr double least_disturbance = 0.005;
constexpr double largest_correlation = 0.998;
constexpr double unbounded = std::numeric_limits<double>::infinity();

struct Range {
  double lower = -unbounded;
  double upper = unbounded;
};

/// Of the variables of one group.
class GroupBounds {
 public:
  GroupBounds(const ParameterTable& table, const Sample& sample, const Settings& settings, std::size_t group)
      : bounds_(settings.bounds), std_lv_(settings.std_lv) {
    const Eigen::VectorXd variances = sample.groups[group - 1].cov.diagonal();
    for (std::size_t v = 0; v < sample.variables.size(); ++v) {
      const double variance = variances(static_cast<Eigen::Index>(v));
      items_[sample.variables[v]] = {0, variance};
      sample_variance_[sample.variables[v]] = variance;
    }
    for (const std::string& latent : table.latent) {
      const Parameter* marker = marker_of(table, latent, group);
      const bool is_item = marker && sample_variance_.contains(marker->rhs);
      const double variance = is_item ? sample_variance_.at(marker->rhs) : variances.maxCoeff();
      latents_[latent] = {is_item ? least_reliability * variance : 0, variance};
      if (is_item) items_[marker->rhs].upper = (1 - least_reliability) * variance;
    }
    for (const std::string& latent : table.latent) {
      const bool is_exogenous = std::find(table.latent_exogenous.begin(), table.latent_exogenous.end(), latent) !=
                                table.latent_exogenous.end();
      variances_of_latents_[latent] = {is_exogenous ? latents_[latent].lower : least_disturbance,
                                       latents_[latent].upper};
    }
  }

  Range of(const Parameter& row) const {
    if (row.op == Op::covaries_with && row.lhs == row.rhs) return of_variance(row.lhs);
    if (!bounds_everything()) return {};
    if (row.op == Op::measured_by && items_.contains(row.rhs)) {
      const double least = std_lv_ ? 1 : latents_.at(row.lhs).lower;
      const double largest = std::sqrt(sample_variance_.at(row.rhs) / least);
      return widened({-largest, largest}, 0.1, 0.1);
    }
    if (row.op == Op::covaries_with) {
      const double share = bounds_ == Bounds::wide ? 1 : largest_correlation;
      const double largest = share * std::sqrt(upper_of(row.lhs) * upper_of(row.rhs));
      return {-largest, largest};
    }
    return {};
  }

 private:
  /// The indicator that the scale of a latent variable is fixed by; nothing where its variance is.
  static const Parameter* marker_of(const ParameterTable& table, const std::string& latent, std::size_t group) {
    for (const Parameter& row : table.rows)
      if (row.op == Op::measured_by && row.lhs == latent && row.group == group && row.free == 0 && row.ustart != 0)
        return &row;
    return nullptr;
  }

  Range of_variance(const std::string& name) const {
    const bool is_item = items_.contains(name);
    if (bounds_everything()) {
      if (is_item) return of_residual(name);
      return std_lv_ ? Range{0, unbounded} : of_latent(name);
    }
    const bool bounded = bounds_ == Bounds::pos_var || bounds_ == (is_item ? Bounds::pos_ov_var : Bounds::pos_lv_var);
    return bounded ? Range{0, unbounded} : Range{};
  }

  Range of_residual(const std::string& item) const { return widened(items_.at(item), 0.05, 0.2); }
  Range of_latent(const std::string& name) const { return widened(variances_of_latents_.at(name), 0, 0.3); }

  /// Under wide bounds: with these shares of the range more below and above it.
  Range widened(Range range, double below, double above) const {
    if (bounds_ != Bounds::wide) return range;
    const double width = range.upper - range.lower;
    return {range.lower - below * width, range.upper + above * width};
  }

  double upper_of(const std::string& name) const {
    if (items_.contains(name)) return of_residual(name).upper;
    return std_lv_ ? 1 : of_latent(name).upper;
  }

  bool bounds_everything() const { return bounds_ == Bounds::standard || bounds_ == Bounds::wide; }

  Bounds bounds_;
  bool std_lv_;
  std::map<std::string, double> sample_variance_;
  std::map<std::string, Range> items_;                 // residual variances
  std::map<std::string, Range> latents_;               // variances by what their marker leaves
  std::map<std::string, Range> variances_of_latents_;  // the parameter: of a disturbance where something explains it
};

}  // namespace

void add_bounds(ParameterTable& table, const Sample& sample, const Settings& settings) {
  std::vector<GroupBounds> groups;
  for (std::size_t group = 1; group <= table.group_count; ++group) groups.emplace_back(table, sample, settings, group);
  for (Parameter& row : table.rows) {
    if (row.free == 0 || row.group == 0) continue;
    const Range range = groups[row.group - 1].of(row);
    if (std::isinf(row.lower)) row.lower = range.lower;
    if (std::isinf(row.upper)) row.upper = range.upper;
  }
}

}  // namespace rapport::stats::sem
