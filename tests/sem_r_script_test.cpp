// The R scripts of runs, really run: where R with lavaan is installed, lavaan must take each script and come to the
// same parameter table as we do. Else this test says that it was skipped.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>

#include "stats/report/sem_r_script.hpp"
#include "stats/sem/table/expand.hpp"
#include "stats/sem/table/variables.hpp"
#include "stats/table/csv.hpp"
#include "support/lavaan.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {
/// Answers of 300 respondents to six items of one factor, rounded to tenths; u1 to u4 in three categories; two groups.
DataTable answers() {
  std::mt19937_64 random(3);
  const auto uniform = [&] { return static_cast<double>(random() >> 11) / 9007199254740992.0; };
  const auto normal = [&] {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return sum;
  };
  std::string csv = "x1,x2,x3,x4,x5,x6,u1,u2,u3,u4,z,group\n";
  for (int i = 0; i < 300; ++i) {
    const double z = normal();
    const double factor = normal() + 0.5 * z;
    std::vector<double> items;
    for (int k = 0; k < 10; ++k) items.push_back(factor + normal());
    for (std::size_t k = 0; k < 10; ++k) {
      csv += k < 6 ? fmt::format("{:.1f},", items[k])
                   : std::to_string(items[k] < -0.8  ? 1
                                    : items[k] < 0.7 ? 2
                                                     : 3) +
                         ",";
    }
    csv += fmt::format("{:.1f},{}\n", z, i % 2 ? "b" : "a");
  }
  return parse_csv(csv, "answers.csv");
}

struct Run {
  std::string model;
  Options options = {};
};

std::vector<Run> runs() {
  const std::string one = "f =~ x1 + x2 + x3 + x4\n";
  Options cfa{.function = Function::cfa};
  Options growth{.function = Function::growth};
  Options groups{.function = Function::cfa, .group = "group"};
  groups.group_equal = {GroupEqual::loadings, GroupEqual::intercepts};
  groups.group_partial = {"x3 ~ 1"};
  Options ordinal{.ordered = {"u1", "u2", "u3", "u4"}};
  Options together = ordinal;
  together.fixed_x = together.conditional_x = false;
  Options effect{.function = Function::cfa, .effect_coding = true};
  effect.meanstructure = true;
  Options random_x{.fixed_x = false};
  Options standard{.estimator = Estimator::mlr, .std_lv = true};
  return {{one, cfa},
          {"f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ b*f + c*z\nf ~ a*z\n# a \\ and a \" in a comment\n", {}},
          {one + "x5 ~ b*f\nx6 ~ c*x5 + z\nind := b*c\n", {}},
          {"i =~ 1*x1 + 1*x2 + 1*x3 + 1*x4\ns =~ 0*x1 + 1*x2 + 2*x3 + 3*x4\ni + s ~ z\n", growth},
          {one, groups},
          {"f =~ u1 + u2 + u3 + u4\n", ordinal},
          {"f =~ u1 + u2 + u3 + u4\nf ~ z\n", ordinal},
          {"f =~ u1 + u2 + u3 + u4\nf ~ z\n", together},
          {one, effect},
          {one + "f ~ z", random_x},
          {"f =~ x1 + a*x2 + a*x3 + 0.8?x4\nf ~~ g\ng =~ x5 + x6\n", standard}};
}

std::vector<std::string> our_table(const Run& run, const DataTable& data) {
  const ModelSyntax syntax = parse_syntax(run.model);
  const ModelVariables variables = variables_of(syntax);
  std::vector<OrdinalItem> ordinal;
  for (const std::string& name : run.options.ordered) ordinal.push_back({name, 2});
  const std::vector<std::string> groups =
      run.options.group.empty() ? std::vector<std::string>{} : std::vector<std::string>{"a", "b"};
  check_variables(syntax, variables, data.names(), data.source);
  const Settings settings =
      resolve(run.options, !ordinal.empty(), std::max<std::size_t>(1, groups.size()), variables.has_means);
  std::vector<std::string> lines;
  for (const Parameter& row : expand(syntax, ordinal, groups, settings).rows) {
    lines.push_back(fmt::format("{} {} {} {} {} {} {}", row.lhs, symbol_of(row.op), row.rhs, row.group, row.free,
                                std::isnan(row.ustart) ? "NA" : fmt::format("{}", row.ustart), row.label));
  }
  return lines;
}

constexpr const char* driver = R"(
for (i in seq_len(count)) {
  run <- new.env()
  invisible(capture.output(suppressWarnings(sys.source(paste0(folder, "/", i, ".R"), run))))
  table <- lavaan::parTable(run$fit)
  start <- ifelse(is.na(table$ustart), "NA", format(table$ustart, digits = 10, trim = TRUE, drop0trailing = TRUE))
  writeLines(paste(table$lhs, table$op, table$rhs, table$group, table$free, start, table$label),
             paste0(folder, "/", i, ".txt"))
}
)";

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}
}  // namespace

TEST_CASE("lavaan takes the R scripts, and comes to our parameter tables") {
  if (!test::has_lavaan()) return;
  const test::Folder folder;
  const DataTable data = answers();
  const std::vector<Run> all = runs();
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::ofstream(folder.path / fmt::format("{}.R", i + 1)) << sem_r_script(all[i].model, data, all[i].options);
  }
  std::ofstream(folder.path / "driver.R")
      << fmt::format("library(lavaan)\nfolder <- \"{}\"\ncount <- {}\n", folder.path.string(), all.size()) << driver;
  const std::string command = fmt::format("Rscript --vanilla {0}/driver.R > {0}/log 2>&1", folder.path.string());
  const int status = std::system(command.c_str());
  std::string log;
  for (const std::string& line : lines_of(folder.path / "log")) log += line + "\n";
  INFO(log);
  CHECK(status == 0);
  for (std::size_t i = 0; i < all.size(); ++i) {
    CAPTURE(all[i].model);
    CHECK(lines_of(folder.path / fmt::format("{}.txt", i + 1)) == our_table(all[i], data));
  }
}
