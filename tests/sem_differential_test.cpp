// Random models against lavaan: where R with lavaan is installed, both estimate the same models on the same answers,
// and must come to the same figures. The models follow from their seeds; a difference is printed with its seed.
//   RAPPORT_MODELS  how many models (260)
//   RAPPORT_SEED    the first seed (1); the others follow it
// A case where lavaan fails, warns or stops above our minimum has nothing to compare with: it is printed and does not
// count.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "stats/sem/estimate.hpp"
#include "stats/table/csv.hpp"
#include "support/lavaan.hpp"
#include "support/random_sem.hpp"

using namespace rapport::stats;
using namespace rapport::stats::sem;

namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::stoull(text) : otherwise;
}

// Each call in a file of its own; the answer is lines of name, tab, value.
constexpr const char* driver = R"(
suppressMessages(library(lavaan))
scores <- function(fit, figure) {
  if (length(lavNames(fit, "lv.regular")) == 0 || lavInspect(fit, "categorical")) return(NULL)
  unlist(lapply(c("regression", "Bartlett"), function(method) {
    groups <- lavPredict(fit, method = method)
    if (!is.list(groups)) groups <- list(groups)
    unlist(lapply(seq_along(groups), function(g) {
      few <- head(groups[[g]], 5)
      figure(paste0("score ", method, " ", colnames(few)[col(few)], ".", g, " row ", row(few)), few)
    }))
  }))
}
one <- function(i) {
  said <- character()
  out <- tryCatch(withCallingHandlers({
    fit <- eval(parse(paste0(folder, "/", i, ".R")))
    if (!lavInspect(fit, "converged")) stop("lavaan did not converge")
    rows <- parameterEstimates(fit)
    if (is.null(rows$group)) rows$group <- ifelse(rows$op == ":=", 0, 1)
    names <- paste0(rows$lhs, rows$op, rows$rhs, ".", rows$group)
    measures <- fitMeasures(fit)
    figure <- function(name, value) paste0(name, "\t", formatC(as.numeric(value), digits = 15, format = "g"))
    standard <- standardizedSolution(fit)
    if (is.null(standard$group)) standard$group <- ifelse(standard$op == ":=", 0, 1)
    name <- paste0(standard$lhs, standard$op, standard$rhs, ".", standard$group)
    shares <- lavInspect(fit, "rsquare")
    indices <- if (measures["df"] > 0) try(modindices(fit), silent = TRUE)
    if (!is.data.frame(indices)) indices <- data.frame(lhs = character(), op = character(), rhs = character(), mi = numeric())
    if (is.null(indices$group)) indices$group <- rep(1, nrow(indices))
    c(figure(paste("est", names), rows$est), figure(paste("se", names), rows$se), figure(names(measures), measures),
      figure(paste("std est", name), standard$est.std), figure(paste("std se", name), standard$se),
      figure(paste("r2", names(unlist(shares))), unlist(shares)),
      figure(paste0("mi ", indices$lhs, indices$op, indices$rhs, ".", indices$group), indices$mi),
      scores(fit, figure))
  }, warning = function(w) { said <<- c(said, conditionMessage(w)); invokeRestart("muffleWarning") }),
  error = function(e) { said <<- c(said, conditionMessage(e)); NULL })
  writeLines(c(if (length(said)) paste0("said\t", gsub("\\s+", " ", said)), out), paste0(folder, "/", i, ".txt"))
}
invisible(parallel::mclapply(seq_len(count), one, mc.cores = 2, mc.preschedule = FALSE))
)";

struct Theirs {
  std::string said;  // lavaan's warnings and errors
  std::map<std::string, double> figures;
};

Theirs read_theirs(const std::filesystem::path& path) {
  Theirs theirs;
  std::ifstream file(path);
  if (!file) theirs.said = "lavaan wrote nothing";
  for (std::string line; std::getline(file, line);) {
    const std::size_t tab = line.find('\t');
    const std::string name = line.substr(0, tab);
    const std::string value = line.substr(tab + 1);
    if (name == "said")
      theirs.said += value + " ";
    else
      theirs.figures[name] =
          value.find("NA") == std::string::npos && value != "NaN" ? std::strtod(value.c_str(), nullptr) : NAN;
  }
  return theirs;
}

std::map<std::string, double> figures_of(const SemResult& result) {
  std::map<std::string, double> figures(result.fit_measures.begin(), result.fit_measures.end());
  for (const EstimateRow& row : result.parameters) {
    const std::string name = fmt::format("{}{}{}.{}", row.lhs, row.op, row.rhs, row.group);
    figures["est " + name] = row.est;
    figures["se " + name] = row.se;
  }
  for (const EstimateRow& row : result.standardized_all) {
    const std::string name = fmt::format("{}{}{}.{}", row.lhs, row.op, row.rhs, row.group);
    figures["std est " + name] = row.est;
    figures["std se " + name] = row.se;
  }
  for (std::size_t g = 0; g < result.r2.size(); ++g) {
    const std::string group = result.r2.size() > 1 ? result.groups[g].first + "." : "";
    for (const auto& [name, share] : result.r2[g]) figures["r2 " + group + name] = share;
  }
  for (const ModificationIndex& index : result.modification_indices)
    figures[fmt::format("mi {}{}{}.{}", index.lhs, index.op, index.rhs, index.group)] = index.mi;
  for (std::size_t part = 0; part < result.scores.size(); ++part) {  // by method, then by group
    const FactorScores& scores = result.scores[part];
    for (std::size_t row = 0; row < std::min<std::size_t>(5, scores.rows.size()); ++row)
      for (std::size_t factor = 0; factor < scores.scores.cols.size(); ++factor)
        figures[fmt::format("score {} {}.{} row {}", scores.method, scores.scores.cols[factor],
                            part % result.groups.size() + 1, row + 1)] = scores.scores.at(row, factor);
  }
  return figures;
}

/// How far lavaan's χ² lies above our minimum.
double excess_of(const test::RandomSem& model, const std::map<std::string, double>& ours,
                 const std::map<std::string, double>& theirs) {
  if (model.options.missing == Missing::ml) return 2 * (ours.at("logl") - theirs.at("logl"));
  return 2 * static_cast<double>(model.data.row_count) * (theirs.at("fmin") - ours.at("fmin"));
}

/// Why a figure cannot be compared; empty if it can.
std::string reason_to_leave_out(const test::RandomSem& model, const std::string& name,
                                const std::map<std::string, double>& theirs) {
  if (model.options.missing == Missing::ml && model.options.fixed_x == false && name.ends_with(".robust"))
    return "with gaps and random covariates lavaan holds these fixed in one part of the robust correction";
  if (name.starts_with("mi ") && (name[3] == 'z' || name[3] == 'w') && model.options.fixed_x != false)
    return "what would explain fixed covariates has no index here";
  if (name.starts_with("mi ") && name.find("~*~") != std::string::npos) return "scales are no parameters under theta";
  if (name.starts_with("rmsea.ci.")) {
    const std::string version = name.ends_with(".scaled") ? ".scaled" : name.ends_with(".robust") ? ".robust" : "";
    const auto p = theirs.find("pvalue" + version);
    const bool is_above_0 = theirs.at("rmsea" + version) > 0 || (p != theirs.end() && p->second < 0.95);
    if (is_above_0 && theirs.at("rmsea.ci.upper" + version) == 0)
      return "lavaan's search for the interval ended at 0, though the test leaves room for more";
  }
  return {};
}

/// lavaan stops a little before the minimum. In the quadratic neighbourhood of a minimum a point whose χ² is higher by
/// d is at most √d standard errors away in every parameter.
std::vector<std::string> differences(const test::RandomSem& model, const std::map<std::string, double>& ours,
                                     const std::map<std::string, double>& theirs, double excess,
                                     std::map<std::string, std::size_t>& left_out) {
  const double slack = std::sqrt(std::max(excess, 1e-12 * static_cast<double>(model.data.row_count)));
  const double absolute = model.options.missing == Missing::ml ? 1e-5 : 1e-6;  // lavaan's EM
  std::vector<std::string> found;
  for (const auto& [name, b] : theirs) {
    if (const std::string reason = reason_to_leave_out(model, name, theirs); !reason.empty()) {
      ++left_out[reason];
      continue;
    }
    const auto own = ours.find(name);
    if (own == ours.end()) {
      found.push_back(name + ": we have none");
      continue;
    }
    const double a = own->second;
    if (std::isnan(a) && std::isnan(b)) continue;
    double spread = std::abs(b);
    double margin = absolute;
    if (name.starts_with("est ") && theirs.at("se" + name.substr(3)) > 0) spread = theirs.at("se" + name.substr(3));
    if (name.starts_with("std est ")) spread = std::max(std::abs(b), theirs.at("std se" + name.substr(7)));
    // A residual variance next to its bound: its reciprocal is in the indices, and lavaan's search ends early there.
    if (name.starts_with("mi ") && model.options.bounds) margin = 1e-3 * std::max(1.0, b);
    if (name.starts_with("score ")) spread = std::max(1.0, std::abs(b));
    if (name.starts_with("mi ")) spread = std::max(1.0, std::sqrt(b));
    if (name == "chisq") spread = 0;                             // stationary at the minimum
    if (name.starts_with("rmsea.ci.")) margin = 1e-4;            // lavaan searches for them with a tolerance of 1e-4
    if (name.starts_with("std se ") && b == 0) margin = 1.3e-4;  // lavaan takes variances below √ε for 0
    const double reach = name.starts_with("mi ") ? 20 : 4;       // of √d; standard errors and slopes move, too
    const double allowed = margin + 1e-5 * std::abs(b) + reach * slack * spread + 2 * std::max(excess, 0.0);
    if (!(std::abs(a - b) <= allowed)) found.push_back(fmt::format("{}: {:.10g}, lavaan {:.10g}", name, a, b));
  }
  return found;
}

const char* function_of(const test::RandomSem& model) {
  return model.options.function == Function::cfa      ? "cfa"
         : model.options.function == Function::growth ? "growth"
                                                      : "sem";
}

std::string in_full(const test::RandomSem& model) {
  return fmt::format("seed {} ({})\n{}{}{}\n", model.seed, model.kind, model.model, function_of(model),
                     model.r_arguments);
}

}  // namespace

TEST_CASE("random models come to lavaan's figures") {
  if (!test::has_lavaan()) return;
  const std::size_t count = number_from("RAPPORT_MODELS", 260);
  const std::uint64_t first = number_from("RAPPORT_SEED", 1);
  const test::Folder folder;
  std::vector<test::RandomSem> models;
  for (std::size_t i = 0; i < count; ++i) {
    models.push_back(test::draw_sem(first + i));
    const std::string data = (folder.path / fmt::format("{}.csv", i + 1)).string();
    std::ofstream(data) << write_csv(models[i].data);
    std::ofstream(folder.path / fmt::format("{}.R", i + 1)) << fmt::format(
        "{}(\"{}\", read.csv(\"{}\"){})\n", function_of(models[i]), models[i].model, data, models[i].r_arguments);
  }
  std::ofstream(folder.path / "driver.R")
      << fmt::format("folder <- \"{}\"\ncount <- {}\n", folder.path.string(), count) << driver;
  const auto start = std::chrono::steady_clock::now();
  CHECK(std::system(fmt::format("Rscript --vanilla {}/driver.R", folder.path.string()).c_str()) == 0);
  const auto seconds_since = [](auto then) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - then).count();
  };
  const double lavaan_seconds = seconds_since(start);

  std::size_t compared = 0;
  std::size_t figures = 0;
  std::map<std::string, std::size_t> left_out;  // why: how many figures
  double our_seconds = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const test::RandomSem& model = models[i];
    const Theirs theirs = read_theirs(folder.path / fmt::format("{}.txt", i + 1));
    if (!theirs.said.empty()) {
      std::cout << "seed " << model.seed << " (" << model.kind << ") does not count: " << theirs.said << '\n';
      continue;
    }
    try {
      const auto begin = std::chrono::steady_clock::now();
      const SemResult result = estimate_sem(model.model, model.data, model.options, {}, {.scores = true});
      our_seconds += seconds_since(begin);
      const auto ours = figures_of(result);
      const double excess = excess_of(model, ours, theirs.figures);
      if (excess > 1e-3) {
        std::cout << "seed " << model.seed << " (" << model.kind
                  << ") does not count: lavaan stopped with a chi-square " << excess << " above our minimum\n";
        continue;
      }
      CHECK_MESSAGE(excess > -1e-5, in_full(model) << "our minimum is above lavaan's by " << -excess);
      ++compared;
      figures += theirs.figures.size();
      const auto found = differences(model, ours, theirs.figures, excess, left_out);
      std::string text;
      for (std::size_t k = 0; k < std::min<std::size_t>(found.size(), 12); ++k) text += "    " + found[k] + "\n";
      CHECK_MESSAGE(found.empty(), in_full(model) << text);
    } catch (const std::exception& error) {
      FAIL_CHECK(in_full(model) << std::string(error.what()));
    }
  }
  std::cout << fmt::format("{} of {} random models compared, {} figures; lavaan took {:.1f} s, we {:.2f} s\n", compared,
                           count, figures, lavaan_seconds, our_seconds);
  for (const auto& [reason, number] : left_out)
    std::cout << fmt::format("    {} figures left out: {}\n", number, reason);
  CHECK(compared >= count * 20 / 21);
}
