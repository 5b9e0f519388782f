#include "stats/sem/lavaan_call.hpp"

#include <fmt/format.h>

#include <cmath>

namespace rapport::stats::sem {

std::string r_text(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (c == '\0') continue;
    result += c;
  }
  return result + "\"";
}

std::string r_number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : "NA";
}

std::string r_list(const std::vector<std::string>& texts) {
  std::string list = "c(";
  for (std::size_t i = 0; i < texts.size(); ++i) list += (i ? ", " : "") + r_text(texts[i]);
  return list + ")";
}

std::string r_list(const std::vector<double>& numbers) {
  std::string list = "c(";
  for (std::size_t i = 0; i < numbers.size(); ++i) list += (i ? ", " : "") + r_number(numbers[i]);
  return list + ")";
}

std::string lavaan_call(const Options& options, const std::string& data, const std::string& separator) {
  std::string text = options.function == Function::cfa      ? "cfa(model, "
                     : options.function == Function::growth ? "growth(model, "
                                                            : "sem(model, ";
  text += data;
  const auto add = [&](const std::string& name, const std::string& value) { text += separator + name + " = " + value; };
  if (options.estimator) add("estimator", r_text(word_of(*options.estimator)));
  if (options.se) add("se", r_text(word_of(*options.se)));
  if (options.test) add("test", r_text(word_of(*options.test)));
  if (options.information) add("information", r_text(word_of(*options.information)));
  if (options.missing) add("missing", r_text(word_of(*options.missing)));
  if (options.likelihood) add("likelihood", r_text(word_of(*options.likelihood)));
  if (options.parameterization) add("parameterization", r_text(word_of(*options.parameterization)));
  if (options.bounds) add("bounds", r_text(word_of(*options.bounds)));
  if (options.all_ordered) add("ordered", "TRUE");
  if (!options.ordered.empty()) add("ordered", r_list(options.ordered));
  if (!options.group.empty()) add("group", r_text(options.group));
  if (!options.group_labels.empty()) add("group.label", r_list(options.group_labels));
  if (!options.group_equal.empty()) {
    std::vector<std::string> words;
    for (const GroupEqual part : options.group_equal) words.push_back(word_of(part));
    add("group.equal", r_list(words));
  }
  if (!options.group_partial.empty()) add("group.partial", r_list(options.group_partial));
  if (options.std_lv) add("std.lv", "TRUE");
  if (options.orthogonal) add("orthogonal", "TRUE");
  if (options.effect_coding) add("effect.coding", "TRUE");
  if (options.meanstructure) add("meanstructure", *options.meanstructure ? "TRUE" : "FALSE");
  if (options.fixed_x) add("fixed.x", *options.fixed_x ? "TRUE" : "FALSE");
  if (options.conditional_x) {
    add("conditional.x", *options.conditional_x ? "TRUE" : "FALSE");
    // lavaan's default beside ordinal items is to hold covariates fixed even where they are modelled.
    if (!*options.conditional_x && !options.fixed_x) add("fixed.x", "FALSE");
  } else if (!options.ordered.empty() || options.all_ordered) {
    if (options.fixed_x == false) add("conditional.x", "FALSE");
  }
  if (options.se == StandardErrors::bootstrap || options.test == TestStatistic::bollen_stine) {
    add("bootstrap", std::to_string(options.bootstrap));
    add("iseed", std::to_string(options.seed));
  }
  return text + ")";
}

}  // namespace rapport::stats::sem
