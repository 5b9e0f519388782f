#include "lab/lab_sem.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <optional>

#include "lab/sem_arguments.hpp"
#include "stats/report/sem_json.hpp"
#include "stats/report/sem_r_script.hpp"
#include "stats/report/sem_report.hpp"
#include "stats/report/sem_scales.hpp"
#include "stats/report/sem_tables.hpp"
#include "stats/sem/estimate.hpp"
#include "stats/sem/sample/moment_file.hpp"

namespace rapport::lab {
namespace {
using stats::sem::SemResult;

struct SemCommand {
  SemArguments arguments = {};
  std::string r_script = {};
  std::string wald = {};
  std::string scores_file = {};
  bool print_table = false;
  bool scores = false;

  bool wants_scores() const { return scores || !scores_file.empty(); }
};

/// The result from a large CSV file, where the run does not need all of its answers at once.
std::optional<SemResult> estimate_streamed(const SemCommand& command, const std::string& model,
                                           const std::string& hypotheses) {
  const LabOptions& lab = command.arguments.lab;
  const std::filesystem::path path = lab.data;
  if (path.extension() != ".csv" || !command.r_script.empty()) return std::nullopt;
  auto result = stats::sem::estimate_streamed(model, {.path = path, .csv = {.missing_codes = lab.missing_codes}},
                                              sem_options_of(command.arguments), hypotheses,
                                              {.scores = command.wants_scores(), .wald = command.wald});
  if (result) result->data_name = file_name(lab.data);
  return result;
}

/// The result, and an R script of the same run where one is wanted.
SemResult estimate(const SemCommand& command) {
  const SemArguments& arguments = command.arguments;
  const std::string model = read_model_text(arguments.lab.model);
  const std::string& stated = arguments.lab.hypotheses;
  const std::string hypotheses = stated.empty() ? std::string() : read_model_text(stated, "file of hypotheses");
  const stats::sem::Options options = sem_options_of(arguments);
  const stats::sem::Wanted wanted{.scores = command.wants_scores(), .wald = command.wald};
  SemResult result;
  if (!arguments.covariances.empty()) {
    if (command.wants_scores())
      throw stats::sem::OptionError("Factor scores are of respondents: they need answers, not a covariance matrix.");
    const auto moments = stats::sem::read_moments(arguments.covariances, arguments.n);
    if (!command.r_script.empty()) write_file(command.r_script, stats::sem_r_script(model, moments, options));
    result = stats::sem::estimate_sem(model, moments, options, hypotheses, wanted);
    result.data_name = file_name(arguments.covariances);
  } else if (auto streamed = estimate_streamed(command, model, hypotheses)) {
    result = std::move(*streamed);
  } else {
    const stats::DataTable answers = answers_of(arguments);
    if (!command.r_script.empty()) write_file(command.r_script, stats::sem_r_script(model, answers, options));
    result = stats::sem::estimate_sem(model, answers, options, hypotheses, wanted, progress_on_terminal("Bootstrap:"));
    result.data_name = data_name(answers);
    result.scales = stats::scale_summaries(result, answers, options.group);
  }
  return result;
}

/// The model as lavaan's defaults complete it; nothing is estimated, so it need not be estimable.
void print_table(const SemCommand& command) {
  const SemArguments& arguments = command.arguments;
  const std::string model = read_model_text(arguments.lab.model);
  const stats::sem::Options options = sem_options_of(arguments);
  const SemResult result =
      arguments.covariances.empty()
          ? stats::sem::write_out_sem(model, answers_of(arguments), options)
          : stats::sem::write_out_sem(model, stats::sem::read_moments(arguments.covariances, arguments.n), options);
  const auto report = [&] { return stats::Report{.title = "Model", .tables = {stats::parameter_table_of(result)}}; };
  write_face({.text = [&] { return stats::report_text(report()); },
              .json = [&] { return stats::sem_table_json(result); },
              .html = [&] { return stats::report_html(report()); },
              .csv = [&] { return stats::sem_table_csv(result); },
              .apa = [&] { return stats::report_text(report()); }},
             arguments.lab);
}

void run_sem(const SemCommand& command) {
  if (command.print_table) return print_table(command);
  const SemResult result = estimate(command);
  const LabOptions& lab = command.arguments.lab;
  if (!command.scores_file.empty()) write_file(command.scores_file, stats::sem_scores_csv(result));
  write_face({.text = [&] { return stats::report_text(stats::sem_report(result)); },
              .json = [&] { return stats::sem_json(result); },
              .html = [&] { return stats::report_html(stats::sem_report(result)); },
              .csv = [&] { return stats::sem_csv(result); },
              .apa = [&] { return stats::sem_apa(result); }},
             lab);
}
}  // namespace

void add_sem_command(CLI::App& app, int& exit_status) {
  auto command = std::make_shared<SemCommand>();
  CLI::App* sem =
      app.add_subcommand("sem", "Structural equation model or confirmatory factor analysis, in lavaan syntax");
  add_sem_arguments(*sem, command->arguments);
  sem->add_option("--hypotheses", command->arguments.lab.hypotheses,
                  "File with lines like \"H1a: focus -> rapport > 0\"");
  sem->add_option("--wald", command->wald,
                  "Constraints to test, not to impose, by Wald's test: \"b1 == b2; a*b == 0\"");
  sem->add_option("--r-script", command->r_script, "Write an R script that repeats the run in lavaan");
  sem->add_flag("--scores", command->scores, "Factor scores too, in JSON");
  sem->add_option("--scores-file", command->scores_file, "Write factor scores as CSV, by row of the data");
  sem->add_flag("--print-table", command->print_table,
                "Print the model written out, with starting values; estimates nothing");
  sem->callback(
      [command, &exit_status] { exit_status = run_lab_command(command->arguments.lab, [&] { run_sem(*command); }); });
}

}  // namespace rapport::lab
