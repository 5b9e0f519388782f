#include "lab/lab_simulate.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "lab/lab_output.hpp"
#include "lab/option_checks.hpp"
#include "stats/simulate/draw_answers.hpp"
#include "stats/table/csv.hpp"

namespace rapport::lab {
namespace {
struct SimulateCommand {
  LabOptions lab = {.format = "csv"};
  std::vector<std::size_t> n = {};
  bool standardized = false;
  stats::DrawOptions draw = {};
};

void run_simulate(const SimulateCommand& command) {
  try {
    const auto groups = stats::population_of_model(read_model_text(command.lab.model),
                                                   {.groups = command.n.size(), .standardized = command.standardized});
    const stats::DataTable answers = stats::draw_answers(groups, command.n, command.draw);
    write_face({.text = {}, .json = {}, .html = {}, .csv = [&] { return stats::write_csv(answers); }}, command.lab);
  } catch (const std::invalid_argument& error) {
    throw stats::TableError("the population", {}, error.what());
  }
}
}  // namespace

void add_simulate_command(CLI::App& app, int& exit_status) {
  auto command = std::make_shared<SimulateCommand>();
  CLI::App* simulate = app.add_subcommand("simulate", "Draw answers from a population model with values, as CSV");
  add_model_option(*simulate, command->lab);
  simulate->add_option("--n", command->n, "Respondents to draw; several numbers for several groups")
      ->delimiter(',')
      ->required()
      ->check(CLI::Range(1, 100000000));
  simulate->add_option("--seed", command->draw.seed, "Seed; the same seed gives the same answers")
      ->capture_default_str();
  simulate->add_option("--likert", command->draw.likert, "Answers from 1 to this many instead of continuous ones")
      ->check(CLI::Range(2, 20));
  simulate->add_option("--skew", command->draw.skew, "Skewness of every variable")->check(CLI::Range(-2.0, 2.0));
  simulate->add_flag("--standardized", command->standardized,
                     "Variances without a value make every variable's variance 1");
  simulate->add_option("--output", command->lab.output, "Write to this file instead of standard output");
  simulate->callback(
      [command, &exit_status] { exit_status = run_lab_command(command->lab, [&] { run_simulate(*command); }); });
}

}  // namespace rapport::lab
