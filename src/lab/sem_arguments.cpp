#include "lab/sem_arguments.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "lab/option_checks.hpp"
#include "stats/table/sav.hpp"

namespace rapport::lab {
namespace {
using namespace stats::sem;

void add_data_arguments(CLI::App& command, SemArguments& arguments, bool second_model) {
  add_model_option(command, arguments.lab);
  if (second_model)
    command.add_option("MODEL_B", arguments.lab.second_model, "File with the model to compare it with")->required();
  auto* data = command.add_option("DATA", arguments.lab.data,
                                  "CSV file (a header line, then one line per respondent) or SPSS file (.sav)");
  command
      .add_option("--missing-code", arguments.lab.missing_codes,
                  "Code in DATA that means \"no answer\", such as -99; may be repeated")
      ->take_all()
      ->allow_extra_args(false);
  auto* covariances = command.add_option("--cov", arguments.covariances,
                                         "CSV file with covariances (or correlations and sd), instead of DATA");
  command.add_option("--n", arguments.n, "Respondents behind --cov, of each group")
      ->delimiter(',')
      ->needs(covariances)
      ->check(whole_number());
  covariances->excludes(data);
}

void add_group_arguments(CLI::App& command, SemArguments& arguments, bool group_equal) {
  command.add_option("--group", arguments.group, "Variable that holds the group");
  command.add_option("--group-label", arguments.group_labels, "Only these groups, in this order")->delimiter(',');
  if (group_equal) {
    command
        .add_option("--group-equal", arguments.group_equal,
                    "Set equal over groups: loadings, intercepts, means, thresholds, regressions, residuals, "
                    "residual.covariances, lv.variances, lv.covariances")
        ->delimiter(',');
  }
  command
      .add_option("--group-partial", arguments.group_partial,
                  "Parameters left free over groups all the same: \"x3 ~ 1\"; may be repeated")
      ->delimiter(',');
}

void add_inference_arguments(CLI::App& command, SemArguments& arguments) {
  command.add_option("--se", arguments.se,
                     "Standard errors: standard, first.order, robust.sem, "
                     "robust.huber.white, bootstrap, none");
  command.add_option("--test", arguments.test,
                     "Test statistic: standard, satorra.bentler, mean.var.adjusted, scaled.shifted, yuan.bentler, "
                     "yuan.bentler.mplus, bollen.stine, none");
  command.add_option("--information", arguments.information, "expected, observed or first.order");
  command.add_option("--bootstrap", arguments.bootstrap, "Bootstrap draws; without --se they give the standard errors")
      ->check(CLI::Range(2, 1000000));
  command.add_option(
      "--boot-ci-type", arguments.boot_ci_type,
      "Intervals from the draws: perc (percentiles, default), bc (bias-corrected), bca (and accelerated)");
  command.add_option("--seed", arguments.seed, "Seed of the bootstrap; the same seed gives the same result")
      ->check(whole_number())
      ->capture_default_str();
  command.add_option("--threads", arguments.threads, "Threads; 0 for as many as the machine has")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  command.add_option("--level", arguments.level, "Confidence level of intervals")
      ->check(finite_number())
      ->check(CLI::Range(0.5, 0.9999))
      ->capture_default_str();
}

}  // namespace

void add_sem_arguments(CLI::App& command, SemArguments& arguments, const SemArgumentChoice& choice) {
  add_data_arguments(command, arguments, choice.second_model);
  command.add_option("--fn", arguments.function, "Whose defaults complete the model: cfa, sem or growth")
      ->capture_default_str();
  command.add_option("--estimator", arguments.estimator,
                     "ML (default), MLR, MLM, MLMV, MLMVS, MLF, GLS, WLS, ULS, DWLS, WLSMV (default with ordinal "
                     "items), WLSM, ULSMV and the like");
  command.add_option("--missing", arguments.missing, "listwise (default), fiml, fiml.x or pairwise");
  command.add_option("--ordered", arguments.ordered, "Ordinal items, or all")->delimiter(',');
  add_group_arguments(command, arguments, choice.group_equal);
  add_inference_arguments(command, arguments);
  command.add_flag("--std-lv", arguments.std_lv, "Latent variances are 1, instead of first loadings");
  command.add_flag("--meanstructure", arguments.meanstructure, "Estimate intercepts and means");
  command.add_flag("--orthogonal", arguments.orthogonal, "Latent variables do not covary");
  command.add_flag("--effect-coding", arguments.effect_coding, "Loadings average 1, intercepts sum to 0");
  command.add_option("--parameterization", arguments.parameterization, "Of ordinal items: delta (default) or theta");
  command.add_option("--likelihood", arguments.likelihood, "normal (default, N) or wishart (N - 1, as AMOS)");
  command.add_option("--bounds", arguments.bounds, "standard, wide, pos.var, pos.ov.var, pos.lv.var or none (default)");
  command.add_option("--fixed-x", arguments.fixed_x, "false: moments of observed covariates are estimated too")
      ->check(CLI::IsMember({"true", "false"}, CLI::ignore_case));
  command
      .add_option(
          "--conditional-x", arguments.conditional_x,
          "Beside ordinal items: true (default) looks at them given the observed covariates, false models these "
          "with them")
      ->check(CLI::IsMember({"true", "false"}, CLI::ignore_case));
  command.add_option("--max-iterations", arguments.max_iterations, "Give up after so many iterations")
      ->check(CLI::Range(1, 1000000));
  command
      .add_option("--time-limit", arguments.time_limit, "Give up after so many seconds (3600 unless told); 0: no limit")
      ->check(seconds());
  add_output_options(command, arguments.lab, choice.formats);
}

Options sem_options_of(const SemArguments& arguments) {
  if (!arguments.covariances.empty() && !arguments.group.empty())
    throw OptionError(
        "The groups of a covariance matrix are the blocks that its column \"group\" names: leave out --group.");
  Options options;
  options.function = function_of(arguments.function);
  if (!arguments.estimator.empty()) options.estimator = estimator_of(arguments.estimator);
  if (!arguments.se.empty()) options.se = standard_errors_of(arguments.se);
  if (!arguments.test.empty()) options.test = test_statistic_of(arguments.test);
  if (!arguments.information.empty()) options.information = information_of(arguments.information);
  if (!arguments.missing.empty()) options.missing = missing_of(arguments.missing);
  if (!arguments.likelihood.empty()) options.likelihood = likelihood_of(arguments.likelihood);
  if (!arguments.parameterization.empty()) options.parameterization = parameterization_of(arguments.parameterization);
  if (!arguments.bounds.empty()) options.bounds = bounds_of(arguments.bounds);
  if (!arguments.fixed_x.empty()) options.fixed_x = CLI::detail::to_lower(arguments.fixed_x) == "true";
  if (!arguments.conditional_x.empty())
    options.conditional_x = CLI::detail::to_lower(arguments.conditional_x) == "true";
  options.all_ordered = arguments.ordered.size() == 1 && CLI::detail::to_lower(arguments.ordered.front()) == "all";
  if (!options.all_ordered) options.ordered = arguments.ordered;
  options.group = arguments.group;
  options.group_labels = arguments.group_labels;
  for (const std::string& word : arguments.group_equal) {
    if (!word.empty()) options.group_equal.push_back(group_equal_of(word));
  }
  options.group_partial = arguments.group_partial;
  options.std_lv = arguments.std_lv;
  options.orthogonal = arguments.orthogonal;
  options.effect_coding = arguments.effect_coding;
  if (arguments.meanstructure) options.meanstructure = true;
  if (arguments.bootstrap > 0) {
    options.bootstrap = arguments.bootstrap;
    if (!options.se && !options.test) options.se = StandardErrors::bootstrap;
  }
  if (!arguments.boot_ci_type.empty()) options.interval = bootstrap_interval_of(arguments.boot_ci_type);
  options.seed = arguments.seed;
  options.threads = arguments.threads;
  options.level = arguments.level;
  options.iteration_limit = arguments.max_iterations;
  options.time_limit = arguments.time_limit;
  return options;
}

stats::DataTable answers_of(const SemArguments& arguments) {
  if (arguments.lab.data.empty()) {
    throw OptionError("There is no data. Name a CSV file after the model, or a matrix with --cov.");
  }
  return stats::read_data(arguments.lab.data, {.missing_codes = arguments.lab.missing_codes});
}

std::function<void(std::size_t, std::size_t)> progress_on_terminal(const std::string& what) {
  if (!isatty(STDERR_FILENO)) return {};
  return [what](std::size_t done, std::size_t all) {
    std::cerr << "\r" << what << " " << done << " of " << all << (done == all ? "\n" : "") << std::flush;
  };
}

}  // namespace rapport::lab
