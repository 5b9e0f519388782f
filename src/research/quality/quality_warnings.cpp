#include "research/quality/quality_warnings.hpp"

#include "research/quality/thresholds.hpp"
#include "stats/report/report.hpp"

namespace rapport::research {
namespace {

class Warnings {
 public:
  Warnings(const AnswerSet& set, const http::Messages& messages) : set_(set), messages_(messages) {}

  void about_construct(const stats::ConstructReliability& construct) {
    const std::string name = set_.construct_name(construct.name);
    if (construct.alpha < kLeastReliability) say("lab_warning_alpha", name, "", construct.alpha);
    if (construct.rho_c < kLeastReliability) say("lab_warning_rho_c", name, "", construct.rho_c);
    if (construct.ave < kLeastVarianceExtracted) say("lab_warning_ave", name, "", construct.ave);
    for (const auto& item : construct.items) {
      if (item.loading < kLeastLoading) say("lab_warning_loading", item.name, name, item.loading);
    }
  }

  void about_pair(const stats::ReliabilityResult& result, const stats::NamedMatrix& htmt, std::size_t i,
                  std::size_t j) {
    const std::string a = set_.construct_name(result.constructs[j].name);
    const std::string b = set_.construct_name(result.constructs[i].name);
    if (!is_discriminant(result.fornell_larcker, i, j)) {
      say("lab_warning_fornell_larcker", a, b, result.fornell_larcker.at(i, j));
    }
    if (htmt.at(i, j) > kMostHtmt) say("lab_warning_htmt", a, b, htmt.at(i, j));
  }

  std::vector<std::string> said;

 private:
  void say(std::string_view key, const std::string& a, const std::string& b, double value) {
    const std::string number = stats::printed({.value = value});
    said.push_back(
        messages_.format(key, {{.name = "a", .text = a}, {.name = "b", .text = b}, {.name = "value", .text = number}}));
  }

  const AnswerSet& set_;
  const http::Messages& messages_;
};

}  // namespace

std::vector<std::string> quality_warnings(const AnswerSet& set, const stats::ReliabilityResult& result,
                                          const stats::NamedMatrix& htmt, const http::Messages& messages) {
  Warnings warnings{set, messages};
  warnings.said = result.warnings;
  for (const auto& construct : result.constructs) warnings.about_construct(construct);
  for (std::size_t i = 0; i < result.constructs.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) warnings.about_pair(result, htmt, i, j);
  }
  return warnings.said;
}

}  // namespace rapport::research
