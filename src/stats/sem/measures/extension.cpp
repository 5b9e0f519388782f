#include "stats/sem/measures/extension.hpp"

namespace rapport::stats::sem {

Fit extended_by(const Fit& fit, const std::vector<std::size_t>& freed, const std::vector<Parameter>& additions) {
  Fit extended{.settings = fit.settings, .table = fit.table, .sample = fit.sample};
  extended.estimates = fit.estimates;
  const Index before = fit.structure.free_count;
  const auto added = static_cast<Index>(freed.size() + additions.size());
  extended.x = VectorXd::Zero(before + added);
  extended.x.head(before) = fit.x;
  std::size_t next = extended.table.free_count;
  for (const std::size_t row : freed) {
    extended.x[static_cast<Index>(next)] = fit.estimates[row];
    extended.table.rows[row].free = ++next;
  }
  for (Parameter row : additions) {
    row.free = ++next;
    row.ustart = 0;
    extended.table.rows.push_back(std::move(row));
    extended.estimates.push_back(0);
  }
  extended.table.free_count = next;
  extended.structure = structure_of(extended.table, *fit.sample, fit.settings);
  extended.implied = fit.implied;
  extended.converged = fit.converged;
  extended.df = fit.df - added;
  extended.parameter_count = fit.parameter_count + added;
  extended.constraint_jacobian = MatrixXd::Zero(fit.constraint_jacobian.rows(), before + added);
  if (fit.constraint_jacobian.rows() > 0) extended.constraint_jacobian.leftCols(before) = fit.constraint_jacobian;
  return extended;
}

}  // namespace rapport::stats::sem
