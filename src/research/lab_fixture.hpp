#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <map>
#include <string>
#include <thread>

#include "base/answers_table.hpp"
#include "research/research.hpp"
#include "stats/simulate/simulate.hpp"
#include "support/site.hpp"

// What the laboratory's tests stand on: the pages over a fresh database, and two surveys' answers.
namespace rapport::research::testing {

constexpr std::int64_t kSurvey = 1001;   // the example study's answers, as a survey would hand them over
constexpr std::int64_t kHostile = 1002;  // a small survey whose every word is an attack
constexpr std::int64_t kEmpty = 1003;    // nobody has answered yet
constexpr std::int64_t kClash = 1004;    // its questionnaire uses an item twice
inline const std::string kAttack = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>";

inline stats::Study study() {
  return stats::find_study("003-enterprise-initiatives");
}
inline stats::DataTable study_table() {
  return stats::simulate_study(study(), 7);
}

inline AnswersTable survey_answers() {
  const stats::Study study = testing::study();
  const stats::DataTable table = study_table();
  AnswersTable answers;
  answers.about = {.id = kSurvey,
                   .title = "Customer survey 2026",
                   .respondents = static_cast<std::int64_t>(table.row_count),
                   .simulated = true,
                   .collecting = true};
  for (const auto& construct : study.constructs) {
    AnswerConstruct known{.code = construct.name, .name = construct.label};
    for (const auto& item : construct.items) {
      known.items.push_back(item.name);
      answers.variables.push_back({.name = item.name,
                                   .label = item.question,
                                   .kind = AnswerKind::likert,
                                   .construct = construct.name,
                                   .value_labels = {{1, study.lowest}, {5, study.highest}},
                                   .values = table.find(item.name)->numbers});
    }
    answers.constructs.push_back(std::move(known));
  }
  return answers;
}

inline AnswersTable hostile_answers() {
  AnswersTable answers;
  answers.about = {.id = kHostile, .title = kAttack, .respondents = 6};
  const std::vector<double> first{1, 2, 3, 4, 5, 5}, second{1, 3, 2, 4, 4, 5}, third{2, 1, 3, 5, 4, 5};
  for (const auto& [name, values] : {std::pair{"q1", first}, {"q2", second}, {"q3", third}}) {
    answers.variables.push_back(
        {.name = name, .label = kAttack, .construct = "c", .value_labels = {{1, kAttack}}, .values = values});
  }
  answers.constructs.push_back({.code = "c", .name = kAttack, .items = {"q1", "q2", "q3"}});
  return answers;
}

inline AnswersTable no_answers() {
  AnswersTable answers;
  answers.about = {.id = kEmpty, .title = "Spring survey", .collecting = true};
  answers.variables.push_back({.name = "q1", .label = "How was it?"});
  return answers;
}

inline AnswersTable clashing_answers() {
  AnswersTable answers = hostile_answers();
  answers.about.id = kClash;
  answers.constructs.push_back({.code = "d", .items = {"q1", "q2"}});
  return answers;
}

inline AnswersSource surveys() {
  const std::map<std::int64_t, AnswersTable> all{
      {kSurvey, survey_answers()}, {kHostile, hostile_answers()}, {kEmpty, no_answers()}, {kClash, clashing_answers()}};
  return {.list =
              [all](const Reader&) {
                std::vector<AnswersSummary> list;
                for (const auto& [id, answers] : all) list.push_back(answers.about);
                return list;
              },
          .read = [all](const Reader&, std::int64_t id) -> std::optional<AnswersTable> {
            const auto found = all.find(id);
            return found == all.end() ? std::nullopt : std::optional(found->second);
          },
          .has = [all](const Reader&, std::int64_t id) { return all.contains(id); }};
}

struct LabSite {
  test::Site site{[](http::Router& router, test::Site& made) {
    add_routes(router, made.database(), made.clock(), made.ids(), surveys(), made.messages());
  }};
  test::Browser rita = site.as("Rita Search", Role::researcher);

  /// Of a page: address(kSurvey, "/model").
  static std::string address(std::int64_t set, const std::string& page = "") {
    return "/lab/x-" + to_base32(set) + page;
  }

  std::vector<jobs::Handler> handlers() {
    return job_handlers(site.database(), site.clock(), site.ids(), surveys(), site.messages());
  }

  /// Lets a real runner work until the estimation of this page has ended.
  void run_until_ended(const std::string& path) {
    const jobs::Runner runner{
        site.database(), site.clock(), handlers(), {.threads = 2, .lease_ms = 60'000, .poll_ms = 10}};
    for (int i = 0; i < 1000; ++i) {
      const std::string progress = rita.get(path + "/progress").body;
      if (progress.find("\"done\"") != std::string::npos || progress.find("\"failed\"") != std::string::npos) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    FAIL("the estimation never ended");
  }
};

inline http::UploadedFile csv_file(const std::string& contents, const std::string& filename = "answers.csv") {
  return {.field = "data", .filename = filename, .content_type = "text/csv", .contents = contents};
}

inline bool contains(const http::Response& response, const std::string& text) {
  return response.body.find(text) != std::string::npos;
}

/// The page has no markup of the attack's own.
inline bool is_harmless(const http::Response& response) {
  return !contains(response, "<script>alert") && !contains(response, "<img src=x");
}

/// Where an answer leads to.
inline std::string location(const http::Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Location") return value;
  }
  return {};
}

}  // namespace rapport::research::testing
