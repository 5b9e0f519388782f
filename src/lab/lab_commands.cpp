#include "lab/lab_commands.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "lab/lab_compare.hpp"
#include "lab/lab_invariance.hpp"
#include "lab/lab_output.hpp"
#include "lab/lab_pls.hpp"
#include "lab/lab_sem.hpp"
#include "lab/lab_simulate.hpp"
#include "stats/report/describe_report.hpp"
#include "stats/report/reliability_report.hpp"
#include "stats/table/sav.hpp"

namespace rapport::lab {
namespace {

void run_describe(const LabOptions& options) {
  const stats::DataTable table = stats::read_data(options.data, {.missing_codes = options.missing_codes});
  const stats::Description description = stats::describe(table);
  const auto report = [&] { return stats::describe_report(description, data_name(table)); };
  write_face({.text = [&] { return stats::report_text(report()); },
              .json = [&] { return stats::describe_json(description); },
              .html = [&] { return stats::report_html(report()); },
              .csv = [&] { return stats::describe_csv(description); }},
             options);
}

void run_reliability(const LabOptions& options) {
  const stats::PathModel model = stats::parse_model(read_model_text(options.model));
  const stats::DataTable table = stats::read_data(options.data, {.missing_codes = options.missing_codes});
  const stats::ReliabilityResult result = stats::reliability(model, table);
  const auto report = [&] { return stats::reliability_report(result, data_name(table)); };
  write_face({.text = [&] { return stats::report_text(report()); },
              .json = [&] { return stats::reliability_json(result); },
              .html = [&] { return stats::report_html(report()); },
              .csv = [&] { return stats::reliability_csv(result); }},
             options);
}
}  // namespace

void add_lab_commands(CLI::App& app, int& exit_status) {
  auto described = std::make_shared<LabOptions>();
  CLI::App* describe = app.add_subcommand("describe", "Descriptive statistics and frequencies of a CSV file");
  add_lab_options(*describe, *described);
  describe->callback(
      [described, &exit_status] { exit_status = run_lab_command(*described, [&] { run_describe(*described); }); });

  auto relied = std::make_shared<LabOptions>();
  CLI::App* reliability =
      app.add_subcommand("reliability", "Alpha, composite reliability and AVE of a model's constructs");
  add_model_option(*reliability, *relied);
  add_lab_options(*reliability, *relied);
  reliability->callback(
      [relied, &exit_status] { exit_status = run_lab_command(*relied, [&] { run_reliability(*relied); }); });

  add_pls_command(app, exit_status);
  add_sem_command(app, exit_status);
  add_invariance_command(app, exit_status);
  add_compare_command(app, exit_status);
  add_simulate_command(app, exit_status);
}

}  // namespace rapport::lab
