#include "stats/simulate/population_model.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <stdexcept>

#include "stats/sem/table/expand.hpp"
#include "stats/sem/table/variables.hpp"

namespace rapport::stats {
namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using sem::Op;
using sem::Parameter;

/// The thresholds that the text has for each item, so that the table makes room for them.
std::vector<sem::OrdinalItem> ordinal_items(const ModelSyntax& syntax) {
  std::vector<sem::OrdinalItem> items;
  for (const Formula& formula : syntax.formulas) {
    if (formula.op != Operator::cut_at) continue;
    for (const Term& left : formula.left) {
      const auto found =
          std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.name == left.variable; });
      sem::OrdinalItem& item = found == items.end() ? items.emplace_back(left.variable, 0) : *found;
      item.thresholds += formula.right.size();
    }
  }
  return items;
}

/// Matrices of one group over all variables: observed, then latent.
class GroupMatrices {
 public:
  GroupMatrices(const sem::ParameterTable& table, std::size_t group, const std::string& text) {
    names_ = table.observed;
    names_.insert(names_.end(), table.latent.begin(), table.latent.end());
    for (std::size_t i = 0; i < names_.size(); ++i) place_[names_[i]] = static_cast<Index>(i);
    const auto k = static_cast<Index>(names_.size());
    a_ = s_ = MatrixXd::Zero(k, k);
    alpha_ = VectorXd::Zero(k);
    open_.assign(names_.size(), true);
    for (const Parameter& row : table.rows) {
      if (row.group == group) add(row, text);
    }
    observed_ = static_cast<Index>(table.observed.size());
  }

  void fill_variances(bool standardized) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (open_[i]) s_(static_cast<Index>(i), static_cast<Index>(i)) = standardized ? 0 : 1;
    }
    // A variable's variance is its residual's plus what its causes bring: one round for each step along the arrows.
    for (std::size_t round = 0; standardized && round <= names_.size(); ++round) {
      const MatrixXd total = implied();
      for (std::size_t i = 0; i < names_.size(); ++i) {
        const auto d = static_cast<Index>(i);
        if (open_[i]) s_(d, d) += 1 - total(d, d);
      }
    }
    for (Index i = 0; i < s_.rows(); ++i) {
      if (s_(i, i) < 0) {
        throw std::invalid_argument(fmt::format(
            "The values explain more than all of {}: its residual variance would be {:.3f}. Make them smaller.",
            names_[static_cast<std::size_t>(i)], s_(i, i)));
      }
    }
  }

  void check_thresholds() const {
    for (const auto& [item, cuts] : thresholds_) {
      if (std::adjacent_find(cuts.begin(), cuts.end(), std::greater_equal<>{}) == cuts.end()) continue;
      throw std::invalid_argument(fmt::format(
          "The thresholds of {} do not rise: {}. Each must lie above the one before.", item, fmt::join(cuts, ", ")));
    }
  }

  PopulationGroup moments() const {
    const MatrixXd all = implied();
    const VectorXd means = inverse() * alpha_;
    PopulationGroup group;
    group.names.assign(names_.begin(), names_.begin() + observed_);
    group.covariances = {.rows = group.names, .cols = group.names};
    for (Index i = 0; i < observed_; ++i) {
      group.means.push_back(means(i));
      for (Index j = 0; j < observed_; ++j) group.covariances.values.push_back(all(i, j));
      const auto found = thresholds_.find(group.names[static_cast<std::size_t>(i)]);
      group.thresholds.push_back(found == thresholds_.end() ? std::vector<double>() : found->second);
    }
    const Eigen::LDLT<MatrixXd> factor(all.topLeftCorner(observed_, observed_));
    if (!all.allFinite() || factor.info() != Eigen::Success || factor.vectorD().minCoeff() < -1e-10) {
      throw std::invalid_argument("The values imply no covariance matrix: some correlation is too large.");
    }
    return group;
  }

 private:
  void add(const Parameter& row, const std::string& text) {
    const bool has_value = std::isfinite(row.ustart);
    const Index left = place_.contains(row.lhs) ? place_.at(row.lhs) : -1;
    const Index right = place_.contains(row.rhs) ? place_.at(row.rhs) : -1;
    const double value = has_value ? row.ustart : 0;
    switch (row.op) {
      case Op::measured_by:
        require(has_value, row, text);
        a_(right, left) = value;
        break;
      case Op::regressed_on:
        require(has_value, row, text);
        a_(left, right) = value;
        break;
      case Op::covaries_with:
        if (left == right) {
          open_[static_cast<std::size_t>(left)] = !has_value;
        }
        s_(left, right) = s_(right, left) = value;
        break;
      case Op::intercept:
        alpha_(left) = value;
        break;
      case Op::threshold:
        require(has_value, row, text);
        add_threshold(row.lhs, std::stoul(row.rhs.substr(1)), value);
        break;
      case Op::scale:
      case Op::defined_as:
      case Op::equal_to:
      case Op::less_than:
      case Op::greater_than:
        break;
    }
  }

  /// @param number  from 1; the text may name them in any order
  void add_threshold(const std::string& item, std::size_t number, double value) {
    std::vector<double>& cuts = thresholds_[item];
    if (cuts.size() < number) cuts.resize(number, std::nan(""));
    cuts[number - 1] = value;
  }

  static void require(bool has_value, const Parameter& row, const std::string& text) {
    if (has_value) return;
    const std::string sign(sem::symbol_of(row.op));
    // the place is that of the name on its first line with it: the table keeps no places
    std::size_t line = 1, column = 1;
    const std::size_t at = text.find(row.rhs);
    for (std::size_t i = 0; at != std::string::npos && i < at; ++i) {
      ++column;
      if (text[i] == '\n') ++line, column = 1;
    }
    throw ModelError(text, {line, column},
                     fmt::format("A population needs a value for {0} {1} {2}. Write it before the name: "
                                 "{0} {1} 0.5*{2}.",
                                 row.lhs, sign, row.rhs));
  }

  MatrixXd inverse() const { return (MatrixXd::Identity(a_.rows(), a_.cols()) - a_).partialPivLu().inverse(); }
  MatrixXd implied() const {
    const MatrixXd b = inverse();
    return b * s_ * b.transpose();
  }

  std::vector<std::string> names_;
  std::map<std::string, Index> place_;
  MatrixXd a_, s_;
  VectorXd alpha_;
  std::vector<bool> open_;  // whose variance has no value
  std::map<std::string, std::vector<double>> thresholds_;
  Index observed_ = 0;
};
}  // namespace

std::vector<PopulationGroup> population_of_model(const std::string& model, const PopulationOptions& options) {
  const ModelSyntax syntax = parse_syntax(model);
  std::vector<std::string> labels;
  for (std::size_t g = 1; options.groups > 1 && g <= options.groups; ++g) labels.push_back(std::to_string(g));
  const std::vector<sem::OrdinalItem> ordinal = ordinal_items(syntax);
  const sem::ParameterTable table = sem::expand(
      syntax, ordinal, labels,
      {.function = sem::Function::sem, .categorical = !ordinal.empty(), .meanstructure = true, .fixed_x = false});
  std::vector<PopulationGroup> groups;
  for (std::size_t g = 1; g <= options.groups; ++g) {
    GroupMatrices matrices(table, g, model);
    matrices.check_thresholds();
    matrices.fill_variances(options.standardized);
    groups.push_back(matrices.moments());
  }
  return groups;
}

}  // namespace rapport::stats
