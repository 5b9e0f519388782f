#include "lab/lab_output.hpp"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <new>
#include <sstream>
#include <stdexcept>

#include "stats/report/pls_report.hpp"
#include "stats/report/sem_json.hpp"
#include "stats/sem/compare.hpp"
#include "stats/sem/table/hypotheses.hpp"

namespace rapport::lab {

void add_model_option(CLI::App& command, LabOptions& options) {
  command.add_option("MODEL", options.model, "File with the model in lavaan syntax, or - for standard input")
      ->required();
}

void add_lab_options(CLI::App& command, LabOptions& options) {
  command
      .add_option("DATA", options.data, "CSV file: a header line, then one line per respondent; or an SPSS file (.sav)")
      ->required();
  command.add_option("--missing", options.missing_codes, "Code that means \"no answer\", such as -99; may be repeated")
      ->take_all()
      ->allow_extra_args(false);
  add_output_options(command, options, {"text", "json", "html", "csv"});
}

void add_output_options(CLI::App& command, LabOptions& options, const std::vector<std::string>& formats) {
  std::string words;
  for (std::size_t i = 0; i < formats.size(); ++i) {
    words += (i == 0 ? "" : i + 1 == formats.size() ? " or " : ", ") + formats[i];
  }
  command.add_option("--format", options.format, words)
      ->transform(CLI::IsMember(formats, CLI::ignore_case))
      ->capture_default_str();
  command.add_option("--output", options.output, "Write to this file instead of standard output");
}

void write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  if (!file) throw OutputError(path + " cannot be opened for writing.");
  file << text << std::flush;
  if (!file) throw std::runtime_error("The result could not be written to " + path + ".");
}

void write_face(const Faces& faces, const LabOptions& options) {
  const auto& face = options.format == "json"   ? faces.json
                     : options.format == "html" ? faces.html
                     : options.format == "csv"  ? faces.csv
                     : options.format == "apa"  ? faces.apa
                                                : faces.text;
  const std::string text = face();
  if (options.output.empty()) {
    std::cout << text << std::flush;
    if (!std::cout) throw std::runtime_error("The result could not be written to standard output.");
    return;
  }
  write_file(options.output, text);
}

namespace {
/// @param file  that has the mistake, or "-". @return the exit status
int tell_mistake(const std::string& file, const stats::ModelError& error) {
  std::cerr << "rapport: " << (file == "-" ? "the model" : file) << (error.place.line > 0 ? ", " : ": ") << error.what()
            << "\n";
  return 2;
}
}  // namespace

int run_lab_command(const LabOptions& options, const std::function<void()>& command) {
  try {
    command();
    return 0;
  } catch (const stats::TableError& error) {
    std::cerr << "rapport: " << error.what() << "\n";
    return 2;
  } catch (const OutputError& error) {
    std::cerr << "rapport: " << error.what() << "\n";
    return 2;
  } catch (const stats::sem::HypothesisError& error) {
    return tell_mistake(options.hypotheses, error);
  } catch (const stats::sem::SecondModelError& error) {
    return tell_mistake(options.second_model, error);
  } catch (const stats::ModelError& error) {
    return tell_mistake(options.model, error);
  } catch (const stats::EstimationError& error) {
    std::cerr << "rapport: The model could not be estimated. " << error.what() << "\n";
    if (options.format == "json") {
      const auto failure = [&] { return stats::pls_failure_json(error); };
      write_face({.text = {}, .json = failure, .html = {}, .csv = {}}, options);
    }
    return 3;
  } catch (const stats::sem::OptionError& error) {
    std::cerr << "rapport: " << error.what() << "\n";
    return 2;
  } catch (const stats::sem::NotEstimable& error) {
    std::cerr << "rapport: The model could not be estimated. " << error.what() << "\n";
    if (options.format == "json") {
      const auto failure = [&] { return stats::sem_failure_json(error); };
      write_face({.text = {}, .json = failure, .html = {}, .csv = {}}, options);
    }
    return 3;
  } catch (const std::bad_alloc&) {
    std::cerr
        << "rapport: The model could not be estimated. This machine has too little memory for it. Use fewer items, "
           "or a simpler estimator.\n";
    return 3;
  }
}

std::string file_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

std::string data_name(const stats::DataTable& table) {
  return file_name(table.source);
}

std::string read_model_text(const std::string& path, const char* what) {
  std::ostringstream text;
  if (path == "-") {
    text << std::cin.rdbuf();
    return std::move(text).str();
  }
  std::ifstream file(path, std::ios::binary);
  if (std::filesystem::is_directory(path) || !file) {
    throw stats::TableError(
        path, {}, std::string("the ") + what + " cannot be read. Check that it exists and that you may read it.");
  }
  if (file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
  return std::move(text).str();
}

}  // namespace rapport::lab
