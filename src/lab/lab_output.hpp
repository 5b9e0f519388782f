#pragma once

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "stats/table/data_table.hpp"

namespace CLI {
class App;
}

namespace rapport::lab {

/// What every laboratory command takes.
struct LabOptions {
  std::string model = {};         // a file with a model in lavaan syntax, or "-"; empty for describe
  std::string second_model = {};  // a file likewise; of compare only
  std::string data = {};
  std::string hypotheses = {};  // a file with hypotheses; of sem only
  std::vector<std::string> missing_codes = {};
  std::string format = "text";  // text, json, html, csv; of some commands apa
  std::string output = {};      // a file, or empty for standard output
};

/// Declares MODEL, which stands before DATA: call it first.
void add_model_option(CLI::App& command, LabOptions& options);
/// Declares DATA, --missing, --format and --output. The options must live as long as the command.
void add_lab_options(CLI::App& command, LabOptions& options);
/// Declares --format with these words, and --output.
void add_output_options(CLI::App& command, LabOptions& options, const std::vector<std::string>& formats);

/// The faces of one result; only the wanted one is made. Those that a command does not offer stay empty.
struct Faces {
  std::function<std::string()> text;
  std::function<std::string()> json;
  std::function<std::string()> html;
  std::function<std::string()> csv;
  std::function<std::string()> apa = {};
};

/// The file of --output cannot be written: wrong input.
struct OutputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Writes a text to a file. @throws as write_face
void write_file(const std::string& path, const std::string& text);

/// Writes the face that the options ask for to its place.
/// @throws OutputError if the output file cannot be opened; std::runtime_error if it cannot be written completely
void write_face(const Faces& faces, const LabOptions& options);

/// Runs a command and turns the laboratory's errors into a message on standard error and an exit status (see
/// add_lab_commands). A model that cannot be estimated is told as JSON on standard output too where JSON was asked for.
int run_lab_command(const LabOptions& options, const std::function<void()>& command);

/// A path without its folders.
std::string file_name(const std::string& path);

/// What reports call the data: the file's name without its folders.
std::string data_name(const stats::DataTable& table);

/// A model file as text, or standard input for "-".
/// @param what  to call it in the error
/// @throws stats::TableError if it cannot be read
std::string read_model_text(const std::string& path, const char* what = "model file");

}  // namespace rapport::lab
