#include "stats/sem/compare.hpp"

#include "stats/sem/run/assemble.hpp"
#include "stats/sem/run/constraint_tests.hpp"
#include "stats/sem/run/prepare.hpp"

namespace rapport::stats::sem {
namespace {

template <class Data>
Prepared prepare_second(const std::string& model, const Data& data, const Options& options) {
  try {
    return prepare(model, data, options);
  } catch (const ModelError& error) {
    throw SecondModelError(model, error.place, error.reason);
  }
}

template <class Data>
ComparedModels compared(const std::string& a, const std::string& b, const Data& data, const Options& options,
                        DifferenceMethod method) {
  const Prepared first = prepare(a, data, options), second = prepare_second(b, data, options);
  const Fit fit_a = fit_prepared(first, {}), fit_b = fit_prepared(second, {});
  const bool a_is_stricter = fit_a.df > fit_b.df;
  const ChiSquareTest test = difference_test(a_is_stricter ? fit_a : fit_b, a_is_stricter ? fit_b : fit_a, method);
  return {.a = assemble(fit_a, first, {}, {}),
          .b = assemble(fit_b, second, {}, {}),
          .difference = row_of(test, a_is_stricter ? "A within B" : "B within A")};
}

}  // namespace

ComparedModels compare_models(const std::string& a, const std::string& b, const DataTable& data, const Options& options,
                              DifferenceMethod method) {
  return compared(a, b, data, options, method);
}

ComparedModels compare_models(const std::string& a, const std::string& b, const std::vector<MomentInput>& groups,
                              const Options& options, DifferenceMethod method) {
  return compared(a, b, groups, options, method);
}

}  // namespace rapport::stats::sem
