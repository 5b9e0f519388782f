#include "stats/diagram/sem_outline.hpp"

#include "stats/sem/table/expand.hpp"
#include "stats/sem/table/variables.hpp"

namespace rapport::stats {

sem::SemResult sem_outline(const std::string& model, sem::Function function, const std::vector<std::string>& known,
                           const std::string& source) {
  const ModelSyntax syntax = parse_syntax(model);
  sem::check_variables(syntax, sem::variables_of(syntax), known, source);
  const sem::ParameterTable table = sem::expand(syntax, {}, {}, {.function = function});
  sem::SemResult outline{.model = model, .observed = table.observed, .latent = table.latent};
  for (const sem::Parameter& row : table.rows) {
    outline.parameters.push_back({.lhs = row.lhs,
                                  .op = std::string(sem::symbol_of(row.op)),
                                  .rhs = row.rhs,
                                  .group = row.group,
                                  .label = row.label,
                                  .is_free = row.free > 0,
                                  .est = sem::no_value,
                                  .se = sem::no_value,
                                  .z = sem::no_value,
                                  .pvalue = sem::no_value,
                                  .ci_lower = sem::no_value,
                                  .ci_upper = sem::no_value});
  }
  return outline;
}

}  // namespace rapport::stats
