#pragma once

#include "stats/report/sem_json.hpp"

namespace rapport::stats {

/// A small result as an engine would hand it over, for the tests of reports: two factors of three items, one path.
inline sem::SemResult example_result() {
  return read_sem_json(R"({"model": "A =~ a1 + a2 + a3\nB =~ b1 + b2 + b3\nB ~ A", "data": "example.csv",
    "options": {"fn": "sem", "estimator": "MLR", "se": "robust.huber.white", "missing": "listwise"},
    "converged": true, "iterations": 21, "ntotal": 200, "norig": 204, "nobs": 200, "group_label": [], "npar": 5, "df": 8,
    "observed": ["a1", "a2", "a3", "b1", "b2", "b3"], "latent": ["A", "B"], "ordered": [],
    "parameterEstimates": [
      {"lhs": "A", "op": "=~", "rhs": "a1", "free": false, "est": 1, "se": 0, "z": null, "pvalue": null, "ci.lower": 1, "ci.upper": 1},
      {"lhs": "A", "op": "=~", "rhs": "a2", "free": true, "est": 0.9123456789012345, "se": 0.1, "z": 9.12, "pvalue": 0, "ci.lower": 0.72, "ci.upper": 1.11},
      {"lhs": "A", "op": "=~", "rhs": "a3", "free": true, "est": 0.8, "se": 0.1, "z": 8, "pvalue": 0, "ci.lower": 0.6, "ci.upper": 1.0},
      {"lhs": "B", "op": "=~", "rhs": "b1", "free": false, "est": 1, "se": 0, "z": null, "pvalue": null, "ci.lower": 1, "ci.upper": 1},
      {"lhs": "B", "op": "=~", "rhs": "b2", "free": true, "est": 1.3, "se": 0.2, "z": 6.5, "pvalue": 0, "ci.lower": 0.9, "ci.upper": 1.7},
      {"lhs": "B", "op": "~", "rhs": "A", "free": true, "label": "g", "est": 0.31, "se": 0.12, "z": 2.583, "pvalue": 0.0098, "ci.lower": 0.07, "ci.upper": 0.55},
      {"lhs": "b2", "op": "~~", "rhs": "b2", "free": true, "est": -0.1, "se": 0.2, "z": -0.5, "pvalue": 0.617, "ci.lower": -0.5, "ci.upper": 0.3}],
    "standardized_all": [
      {"lhs": "A", "op": "=~", "rhs": "a1", "est.std": 0.8, "se": 0.05, "z": 16, "pvalue": 0, "ci.lower": 0.7, "ci.upper": 0.9},
      {"lhs": "B", "op": "=~", "rhs": "b2", "est.std": 1.05, "se": 0.05, "z": 21, "pvalue": 0, "ci.lower": 0.95, "ci.upper": 1.15},
      {"lhs": "B", "op": "~", "rhs": "A", "est.std": 0.35, "se": 0.1, "z": 3.5, "pvalue": 0.0005, "ci.lower": 0.15, "ci.upper": 0.55}],
    "fitMeasures": {"npar": 5, "chisq": 12.5, "df": 8, "pvalue": 0.13, "chisq.scaled": 11.25, "df.scaled": 8, "pvalue.scaled": 0.188,
      "cfi": 0.981, "tli": 0.964, "nfi": 0.95, "cfi.robust": 0.985, "tli.robust": 0.97, "rmsea": 0.053, "rmsea.ci.lower": 0,
      "rmsea.ci.upper": 0.1, "rmsea.robust": 0.045, "srmr": 0.04, "aic": null},
    "test": {"standard": {"test": "standard", "stat": 12.5, "stat.group": 12.5, "df": 8, "pvalue": 0.13},
      "yuan.bentler.mplus": {"test": "yuan.bentler.mplus", "stat": 11.25, "stat.group": 11.25, "df": 8, "pvalue": 0.188, "scaling.factor": 1.111}},
    "r2": {"a1": 0.64, "B": 0.1225},
    "cor_lv": {"rows": ["A", "B"], "cols": ["A", "B"], "values": [[1, 0.35], [0.35, 1]]},
    "htmt": {"rows": ["A", "B"], "cols": ["A", "B"], "values": [[null, 0.37], [0.37, null]]},
    "residuals_raw": {"cov": {"rows": ["a1", "b1"], "cols": ["a1", "b1"], "values": [[0, 0.12], [0.12, 0]]}},
    "lavResiduals": {"cov": {"rows": ["a1", "b1"], "cols": ["a1", "b1"], "values": [[0, -0.15], [-0.15, 0]]},
      "cov.z": {"rows": ["a1", "b1"], "cols": ["a1", "b1"], "values": [[0, -2.5], [-2.5, 0]]}},
    "modificationIndices": [
      {"lhs": "a1", "op": "~~", "rhs": "b1", "mi": 3.5, "epc": 0.1, "sepc.lv": 0.1, "sepc.all": 0.12, "sepc.nox": 0.12},
      {"lhs": "A", "op": "=~", "rhs": "b1", "mi": 7.25, "epc": 0.2, "sepc.lv": 0.2, "sepc.all": 0.22, "sepc.nox": 0.22}],
    "vcov": {"rows": ["g"], "cols": ["g"], "values": [[0.0144]]},
    "effects": [{"from": "A", "to": "B", "through": ["M"], "kind": "indirect", "est": 0.1, "se": 0.05, "z": 2, "pvalue": 0.0455, "ci.lower": 0, "ci.upper": 0.2, "est.std": 0.12}],
    "reliability": [{"factor": "A", "items": 3, "alpha": 0.81, "omega": 0.82, "composite_reliability": 0.83, "ave": 0.64}],
    "scales": [{"factor": "A", "mean": 4.2, "sd": 1.1, "alpha": 0.81}],
    "hypotheses": [{"name": "H1", "text": "A -> B > 0", "est": 0.31, "est.std": 0.35, "se": 0.12, "z": 2.583, "pvalue": 0.0098, "verdict": "supported"}],
    "diagnoses": [{"severity": "note", "code": "listwise", "message": "4 respondents were left out."},
      {"severity": "warning", "code": "few_rows", "message": "There are few respondents."},
      {"severity": "inadmissible", "code": "negative_variance", "message": "The residual variance of b2 is negative."}],
    "warnings": ["There are few respondents."]})");
}

}  // namespace rapport::stats
