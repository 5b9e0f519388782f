#include "stats/diagram/sem_shape.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace rapport::stats {
namespace {
using sem::EstimateRow;

class ShapeMaker {
 public:
  ShapeMaker(const sem::SemResult& result, std::size_t group) {
    for (const EstimateRow& row : result.parameters) {
      if (row.group == group) rows_.push_back(&row);
    }
  }

  SemShape run() {
    for (const EstimateRow* row : rows_) {
      if (is_measurement(*row)) latent_.insert(row->lhs);
    }
    for (const EstimateRow* row : rows_) {
      if (is_measurement(*row)) add_measurement(*row);
    }
    for (const EstimateRow* row : rows_) {
      if (row->op == "~") add_regression(*row);
    }
    for (const EstimateRow* row : rows_) {
      if (row->op == "~~" && row->lhs != row->rhs && is_drawn(*row)) {
        shape_.extra.push_back({ExtraLine::Kind::covariance, row});
      }
      if (row->op == "~~" && row->lhs == row->rhs && items_.contains(row->lhs) && std::isfinite(row->est)) {
        shape_.residuals[row->lhs] = row;
      }
    }
    return std::move(shape_);
  }

 private:
  static bool is_measurement(const EstimateRow& row) { return row.op == "=~" || row.op == "<~"; }

  /// Covariances fixed at 0 are not there; those of covariates are as the sample has them.
  bool is_drawn(const EstimateRow& row) const {
    const bool known = (place_.contains(row.lhs) || items_.contains(row.lhs)) &&
                       (place_.contains(row.rhs) || items_.contains(row.rhs));
    return known && row.is_free;
  }

  std::size_t construct(const std::string& name) {
    const auto [found, is_new] = place_.try_emplace(name, shape_.model.constructs.size());
    if (is_new) {
      shape_.model.constructs.push_back({.name = name});
      shape_.item_rows.emplace_back();
    }
    return found->second;
  }

  void add_measurement(const EstimateRow& row) {
    const std::size_t j = construct(row.lhs);
    Construct& measured = shape_.model.constructs[j];
    if (row.op == "<~") measured.mode = Mode::B;
    if (latent_.contains(row.rhs)) {
      const std::size_t other = construct(row.rhs);
      add_path(j, other, row, ExtraLine::Kind::cross_loading);
    } else if (items_.insert(row.rhs).second) {
      measured.items.push_back(row.rhs);
      shape_.item_rows[j].push_back(&row);
    } else {
      shape_.extra.push_back({ExtraLine::Kind::cross_loading, &row});
    }
  }

  std::size_t observed(const std::string& name) {
    const std::size_t j = construct(name);
    Construct& c = shape_.model.constructs[j];
    if (!latent_.contains(name) && c.items.empty()) {
      c.items = {name};
      c.is_observed = true;
      shape_.item_rows[j].push_back(nullptr);
    }
    return j;
  }

  void add_regression(const EstimateRow& row) {
    if (items_.contains(row.lhs) || items_.contains(row.rhs)) {
      for (const std::string& name : {row.lhs, row.rhs}) {
        if (!items_.contains(name)) observed(name);
      }
      shape_.extra.push_back({ExtraLine::Kind::regression, &row});
      return;
    }
    const std::size_t from = observed(row.rhs);
    const std::size_t to = observed(row.lhs);
    add_path(from, to, row, ExtraLine::Kind::regression);
  }

  bool reaches(std::size_t from, std::size_t to) const {
    std::vector<std::size_t> open{from};
    std::set<std::size_t> seen;
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      if (at == to) return true;
      if (!seen.insert(at).second) continue;
      for (const Path& path : shape_.model.paths) {
        if (path.from == at) open.push_back(path.to);
      }
    }
    return false;
  }

  void add_path(std::size_t from, std::size_t to, const EstimateRow& row, ExtraLine::Kind otherwise) {
    if (reaches(to, from)) {
      shape_.extra.push_back({otherwise, &row});
      return;
    }
    shape_.model.paths.push_back({from, to});
    shape_.path_rows.push_back(&row);
  }

  std::vector<const EstimateRow*> rows_;
  std::set<std::string> latent_;
  std::set<std::string> items_;
  std::map<std::string, std::size_t> place_;
  SemShape shape_;
};
}  // namespace

SemShape sem_shape(const sem::SemResult& result, std::size_t group) {
  return ShapeMaker(result, group).run();
}

}  // namespace rapport::stats
