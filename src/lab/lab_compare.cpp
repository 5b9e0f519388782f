#include "lab/lab_compare.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "lab/sem_arguments.hpp"
#include "stats/report/sem_comparison.hpp"
#include "stats/sem/compare.hpp"
#include "stats/sem/sample/moment_file.hpp"

namespace rapport::lab {
namespace {
struct CompareCommand {
  SemArguments arguments = {};
  std::string method = "default";
};

void run_compare(const CompareCommand& command) {
  const SemArguments& arguments = command.arguments;
  const std::string a = read_model_text(arguments.lab.model), b = read_model_text(arguments.lab.second_model);
  const stats::sem::Options options = sem_options_of(arguments);
  const stats::sem::DifferenceMethod method = stats::sem::difference_method_of(command.method);
  stats::sem::ComparedModels models;
  std::string data = file_name(arguments.covariances);
  if (arguments.covariances.empty()) {
    const stats::DataTable answers = answers_of(arguments);
    data = data_name(answers);
    models = stats::sem::compare_models(a, b, answers, options, method);
  } else {
    models =
        stats::sem::compare_models(a, b, stats::sem::read_moments(arguments.covariances, arguments.n), options, method);
  }
  models.a.data_name = models.b.data_name = data;
  const stats::SemComparison comparison = stats::compare_sems(models.a, models.b, models.difference);
  const auto report = [&] { return stats::comparison_report(comparison, data); };
  write_face({.text = [&] { return stats::report_text(report()); },
              .json = [&] { return stats::comparison_json(comparison, models.a, models.b); },
              .html = [&] { return stats::report_html(report()); },
              .csv = {}},
             arguments.lab);
}
}  // namespace

void add_compare_command(CLI::App& app, int& exit_status) {
  auto command = std::make_shared<CompareCommand>();
  CLI::App* compare = app.add_subcommand("compare",
                                         "Two models over the same answers: fit, estimates, and the test of "
                                         "their difference where one lies within the other");
  add_sem_arguments(*compare, command->arguments, {.second_model = true, .formats = {"text", "json", "html"}});
  compare->add_option("--method", command->method,
                      "Test of the difference: default (by the estimator), standard, satorra.bentler.2001, "
                      "satorra.bentler.2010 or satorra.2000");
  compare->callback([command, &exit_status] {
    exit_status = run_lab_command(command->arguments.lab, [&] { run_compare(*command); });
  });
}

}  // namespace rapport::lab
