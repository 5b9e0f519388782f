#pragma once

#include "research/lab_fixture.hpp"

// What the tests of the structural equation models' pages stand on.
namespace rapport::research::testing {

// two constructs of the example study
inline const std::string kModel = "EXP =~ EXP_a + EXP_b + EXP_c\nORE =~ ORE_a + ORE_b + ORE_c\n";

inline test::Fields wanted(const std::string& model, const test::Fields& more = {}) {
  test::Fields fields{{"action", "estimate"}, {"model", model},        {"function", "cfa"}, {"estimator", "auto"},
                      {"ordered", ""},        {"missing", "listwise"}, {"scale", "marker"}, {"group", ""},
                      {"equal", "none"},      {"partial", ""},         {"bounds", "none"},  {"draws", "0"},
                      {"seed", "1"},          {"hypotheses", ""}};
  for (const auto& [name, value] : more) {
    for (auto& [known, text] : fields) {
      if (known == name) text = value;
    }
  }
  return fields;
}

/// Answers to four items of the example study, in a file of one's own, with two groups by turns.
inline std::string four_items() {
  std::string csv = "a,b,c,d,g\n";
  const stats::DataTable table = study_table();
  for (std::size_t row = 0; row < table.row_count; ++row) {
    for (std::size_t i = 0; i < 4; ++i) {
      csv += std::to_string(static_cast<int>(table.columns[i].numbers[row])) + ",";
    }
    csv += row % 2 ? "odd\n" : "even\n";
  }
  return csv;
}

/// Asks for an estimation and waits for it; where it stands.
inline std::string estimated(LabSite& lab, const std::string& model, const test::Fields& more = {}) {
  const auto asked = lab.rita.submit(LabSite::address(kSurvey, "/sem"), wanted(model, more));
  REQUIRE(asked.status == 303);
  lab.run_until_ended(location(asked));
  return location(asked);
}

}  // namespace rapport::research::testing
