#include "lab/lab_pls.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>

#include "lab/lab_output.hpp"
#include "lab/option_checks.hpp"
#include "stats/pls/bootstrap.hpp"
#include "stats/report/pls_report.hpp"
#include "stats/table/sav.hpp"

namespace rapport::lab {
namespace {
struct PlsCommand {
  LabOptions lab = {};
  stats::PlsOptions pls = {};
  stats::BootstrapOptions bootstrap = {.draws = 0};
};

/// A line on standard error that counts the draws, when a person looks on.
void show_progress(std::size_t done, std::size_t all) {
  std::cerr << "\rBootstrap: " << done << " of " << all << " draws" << (done == all ? "\n" : "") << std::flush;
}

void run_pls(PlsCommand& command) {
  const stats::PathModel model = stats::parse_model(read_model_text(command.lab.model));
  const stats::DataTable table = stats::read_data(command.lab.data, {.missing_codes = command.lab.missing_codes});
  if (isatty(STDERR_FILENO)) command.bootstrap.progress = show_progress;
  const stats::PlsResult result = command.bootstrap.draws > 0
                                      ? stats::bootstrap_pls(model, table, command.pls, command.bootstrap)
                                      : stats::estimate_pls(model, table, command.pls);
  const auto report = [&] { return stats::pls_report(model, result, data_name(table)); };
  write_face({.text = [&] { return stats::report_text(report()); },
              .json = [&] { return stats::pls_json(result); },
              .html = [&] { return stats::report_html(report()); },
              .csv = [&] { return stats::pls_csv(result); }},
             command.lab);
}
}  // namespace

void add_pls_command(CLI::App& app, int& exit_status) {
  auto command = std::make_shared<PlsCommand>();
  CLI::App* pls = app.add_subcommand("pls", "Partial least squares path model of a CSV file");
  add_model_option(*pls, command->lab);
  add_lab_options(*pls, command->lab);
  const std::map<std::string, stats::Scheme> schemes{
      {"path", stats::Scheme::path}, {"factorial", stats::Scheme::factorial}, {"centroid", stats::Scheme::centroid}};
  pls->add_option("--scheme", command->pls.scheme, "Inner weights: path (default), factorial or centroid")
      ->transform(CLI::CheckedTransformer(schemes).description("path, factorial or centroid"));
  pls->add_option("--tolerance", command->pls.tolerance, "Stop when no weight changes by more")
      ->check(CLI::Range(1e-15, 0.1))
      ->capture_default_str();
  pls->add_option("--max-iterations", command->pls.max_iterations, "Give up after so many iterations")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  pls->add_option("--bootstrap", command->bootstrap.draws, "Bootstrap draws, for standard errors and intervals")
      ->check(CLI::Range(2, 100000));
  pls->add_option("--seed", command->bootstrap.seed, "Seed of the bootstrap; the same seed gives the same result")
      ->capture_default_str();
  pls->add_option("--threads", command->bootstrap.threads, "Threads; 0 for as many as the machine has")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  pls->callback([command, &exit_status] { exit_status = run_lab_command(command->lab, [&] { run_pls(*command); }); });
}

}  // namespace rapport::lab
