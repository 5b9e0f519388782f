#include "lab/usage_hint.hpp"

#include <CLI/CLI.hpp>
#include <vector>

#include "stats/model/path_model.hpp"

namespace rapport::lab {
namespace {

std::vector<std::string> words_of(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
  }
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    words.push_back(command->get_name());
  }
  return words;
}

void add_hints(const CLI::App& app, std::string& hints) {
  const std::vector<std::string> words = words_of(app);
  for (const std::string& extra : app.remaining()) {
    const std::string word = extra.substr(0, extra.find('='));
    if (const auto nearest = stats::nearest_name(word, words)) hints += "Did you mean " + *nearest + "?\n";
  }
  for (const CLI::App* command : app.get_subcommands()) add_hints(*command, hints);
}

}  // namespace

std::string usage_hint(const CLI::App& app) {
  std::string hints;
  add_hints(app, hints);
  return hints;
}

}  // namespace rapport::lab
