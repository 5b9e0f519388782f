#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lab/lab_output.hpp"
#include "stats/sem/options.hpp"
#include "stats/sem/sample/moment_input.hpp"
#include "stats/table/data_table.hpp"

namespace rapport::lab {

/// What the commands sem and invariance take: option names and values are lavaan's, with dashes.
struct SemArguments {
  LabOptions lab = {};
  std::string function = "sem";
  std::string estimator = {}, se = {}, test = {}, information = {}, missing = {}, likelihood = {};
  std::string parameterization = {}, bounds = {}, fixed_x = {}, conditional_x = {}, boot_ci_type = {};
  std::vector<std::string> ordered = {};
  std::string group = {};
  std::vector<std::string> group_labels = {}, group_equal = {}, group_partial = {};
  bool std_lv = false, orthogonal = false, effect_coding = false, meanstructure = false;
  std::size_t bootstrap = 0;
  std::uint64_t seed = 1;
  unsigned threads = 0;
  double level = 0.95;
  int max_iterations = 0;
  double time_limit = 3600;      // seconds; 0: none
  std::string covariances = {};  // a CSV file with a matrix
  std::vector<std::size_t> n = {};
};

/// What a command takes of them.
struct SemArgumentChoice {
  bool group_equal = true;    // invariance sets its own
  bool second_model = false;  // MODEL_B between MODEL and DATA
  std::vector<std::string> formats = {"text", "json", "html", "csv", "apa"};
};

/// Declares them all. The arguments must live as long as the command.
void add_sem_arguments(CLI::App& command, SemArguments& arguments, const SemArgumentChoice& choice = {});

/// @throws stats::sem::OptionError for a word that an option does not know, with the nearest one
stats::sem::Options sem_options_of(const SemArguments& arguments);

/// The answers of DATA. @throws stats::TableError
stats::DataTable answers_of(const SemArguments& arguments);

/// A line on standard error that counts, when a person looks on; else nothing.
std::function<void(std::size_t done, std::size_t all)> progress_on_terminal(const std::string& what);

}  // namespace rapport::lab
