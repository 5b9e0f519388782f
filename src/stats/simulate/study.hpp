#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "stats/model/path_model.hpp"
#include "stats/pls/pls.hpp"

namespace rapport::stats {

/// A question of a study and what was published of its answers. NaN where nothing was.
struct StudyItem {
  std::string name = {};
  std::string question = {};
  double mean = not_estimated;
  double sd = not_estimated;       // NaN: follows from the construct's, see population_of
  double loading = not_estimated;  // standardized; NaN: follows from the construct's alpha
  int minimum = 1;                 // answers are whole numbers from minimum to maximum
  int maximum = 5;
};

struct StudyConstruct {
  std::string name = {};
  std::string label = {};  // for people
  std::vector<StudyItem> items = {};
  double mean = not_estimated;  // of the respondents' means over the items
  double sd = not_estimated;
  double alpha = not_estimated;
  double ave = not_estimated;
  double rho_c = not_estimated;
  double r2 = not_estimated;
};

struct StudyPath {
  std::string from = {};
  std::string to = {};
  double estimate = 0;
  double t = not_estimated;
};

struct StudyCorrelation {
  std::string a = {};
  std::string b = {};
  double r = 0;
};

enum class MeasuredAs {
  composites,  // a construct is a weighted sum of its items (PLS): loadings are correlations with that sum
  factors      // a construct is a common cause of its items, which have nothing else in common
};

/// A published study, restated: enough to draw respondents who answer like the published ones. Where the answers of a
/// simulated respondent show, they must be marked as simulated.
struct Study {
  std::string name = {};  // as its file: "003-enterprise-initiatives"
  std::string title = {};
  std::string summary = {};
  std::string source = {};
  std::size_t respondents = 0;
  std::uint64_t seed = 0;  // with which the example's answers are drawn
  MeasuredAs measured_as = MeasuredAs::composites;
  bool standardized = true;  // the path coefficients
  std::string lowest = {};   // the words at the ends of the scale
  std::string highest = {};
  std::vector<StudyConstruct> constructs = {};
  std::vector<StudyPath> paths = {};
  std::vector<StudyCorrelation> correlations = {};
};

/// The studies that the program carries (studies/*.json), by name.
std::vector<std::string> study_names();
/// @throws std::out_of_range if there is no study of this name
Study find_study(std::string_view name);
/// Reads a study as the files in studies/ have it. @throws std::runtime_error saying what is wrong
Study parse_study(std::string_view json);

/// The study's model in lavaan syntax: "=~" for every construct, "~" for the paths.
std::string study_model(const Study& study);

}  // namespace rapport::stats
