#include "app/commands/lab_commands.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "app/commands/lab_output.hpp"
#include "stats/report/describe_report.hpp"
#include "stats/table/csv.hpp"

namespace rapport::app {
namespace {

void run_describe(const LabOptions& options) {
  const stats::DataTable table = stats::read_csv(options.data, {.missing_codes = options.missing_codes});
  const stats::Description description = stats::describe(table);
  const auto report = [&] { return stats::describe_report(description, table.source); };
  write_face({.text = [&] { return stats::report_text(report()); },
              .json = [&] { return stats::describe_json(description); },
              .html = [&] { return stats::report_html(report()); },
              .csv = [&] { return stats::describe_csv(description); }},
             options);
}

void add_describe(CLI::App& app, int& exit_status) {
  auto options = std::make_shared<LabOptions>();
  CLI::App* command = app.add_subcommand("describe", "Descriptive statistics and frequencies of a CSV file");
  add_lab_options(*command, *options);
  command->callback([options, &exit_status] {
    exit_status = run_lab_command(*options, [&] { run_describe(*options); });
  });
}
}  // namespace

void add_lab_commands(CLI::App& app, int& exit_status) {
  add_describe(app, exit_status);
}

}  // namespace rapport::app
