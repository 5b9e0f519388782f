#include "lab/lab_invariance.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "lab/sem_arguments.hpp"
#include "stats/report/invariance_report.hpp"
#include "stats/report/report.hpp"
#include "stats/sem/invariance/invariance.hpp"
#include "stats/sem/sample/moment_file.hpp"

namespace rapport::lab {
namespace {
void run_invariance(const SemArguments& arguments) {
  const std::string model = read_model_text(arguments.lab.model);
  const stats::sem::Options options = sem_options_of(arguments);
  stats::sem::InvarianceResult result;
  if (arguments.covariances.empty()) {
    const stats::DataTable answers = answers_of(arguments);
    result = stats::sem::test_invariance(model, answers, options, progress_on_terminal("Step"));
    result.data_name = data_name(answers);
  } else {
    const auto moments = stats::sem::read_moments(arguments.covariances, arguments.n);
    result = stats::sem::test_invariance(model, moments, options, progress_on_terminal("Step"));
    result.data_name = file_name(arguments.covariances);
  }
  write_face({.text = [&] { return stats::report_text(stats::invariance_report(result)); },
              .json = [&] { return stats::invariance_json(result); },
              .html = [&] { return stats::report_html(stats::invariance_report(result)); },
              .csv = [&] { return stats::invariance_csv(result); },
              .apa = [&] { return stats::invariance_apa(result); }},
             arguments.lab);
}
}  // namespace

void add_invariance_command(CLI::App& app, int& exit_status) {
  auto arguments = std::make_shared<SemArguments>();
  arguments->function = "cfa";
  CLI::App* invariance =
      app.add_subcommand("invariance", "Measurement invariance over groups: configural, metric, scalar, strict");
  add_sem_arguments(*invariance, *arguments, {.group_equal = false});
  invariance->callback([arguments, &exit_status] {
    exit_status = run_lab_command(arguments->lab, [&] { run_invariance(*arguments); });
  });
}

}  // namespace rapport::lab
