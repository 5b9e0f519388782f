#include "app/example/answers.hpp"

#include <algorithm>
#include <random>

#include "app/example/questions.hpp"
#include "demand/surveys/survey_import.hpp"
#include "research/study.hpp"
#include "stats/simulate/simulate.hpp"

namespace rapport::app::example {
namespace {

constexpr const char* kCustomerStudy = "000-customer-orientation";
constexpr const char* kInitiatives = "003-enterprise-initiatives";
constexpr std::uint64_t kSeed = 20261121;
constexpr std::int64_t kSecondMs = 1000;

struct Loader {
  store::Transaction& change;
  CommunityId community;
  IdSource& ids;
  const Times& times;
  const Cast& cast;
  const Json file = read("survey.json");
  std::mt19937_64 random{kSeed};

  surveys::ImportedSurvey described(const Json& survey) {
    surveys::ImportedSurvey made;
    made.texts.title = survey.at("title");
    made.texts.purpose = survey.at("purpose");
    made.texts.introduction = survey.at("intro");
    made.texts.thanks = survey.at("thanks");
    made.texts.minutes = survey.at("minutes");
    made.created_by = cast.of(survey.at("owner"));
    made.created_at_ms = times.days_before(survey.at("opened_days_before"));
    made.opened_at_ms = made.created_at_ms;
    return made;
  }

  std::int64_t between(std::int64_t from, std::int64_t to) {
    return from +
           static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(std::max<std::int64_t>(1, to - from)));
  }

  /// Half a minute to three times as long as announced, as people are.
  std::int64_t duration_ms(std::int64_t minutes) { return between(30 * kSecondMs, 3 * minutes * kMinuteMs); }

  // The closed answers of the open survey are drawn too, evenly; only what people write is written.
  void load_open_survey() {
    const Json& survey = file.at("short");
    auto made = described(survey);
    made.simulated = true;
    made.closes_at_ms =
        times.now_ms + static_cast<std::int64_t>(survey.at("closes_days_after").get<double>() * 24 * 60) * kMinuteMs;
    for (const auto& section : survey.at("sections")) {
      made.questionnaire.sections.push_back(section_from(section, file.at("scales")));
    }
    const auto whole = surveys::import_survey(change, community, ids, made);
    const Json open = read("open_answers.json");
    std::vector<surveys::ImportedResponse> responses;
    for (const auto& words : open.at("answers")) {
      surveys::ImportedResponse response;
      for (const auto* question : made.questionnaire.questions()) {
        if (question->kind != surveys::QuestionKind::text) response.answers[question->code] = drawn(*question);
      }
      response.answers[open.at("item")].text = words;
      response.started_at_ms = between(*made.opened_at_ms, times.now_ms - 60 * kMinuteMs);
      response.submitted_at_ms = response.started_at_ms + duration_ms(made.texts.minutes);
      responses.push_back(std::move(response));
    }
    surveys::import_responses(change, community, ids, whole, by_time(std::move(responses)));
  }

  surveys::Answer drawn(const surveys::Question& question) {
    surveys::Answer answer;
    const auto count = static_cast<int>(question.options.size());
    if (question.kind == surveys::QuestionKind::multiple) {
      for (int option = 1; option <= count; ++option) {
        if (random() % 3 == 0) answer.ticked.push_back(option);
      }
    } else if (question.kind == surveys::QuestionKind::number) {
      answer.number = static_cast<double>(random() % 120);
    } else if (question.kind == surveys::QuestionKind::likert) {
      answer.number = static_cast<double>(1 + std::max(random() % count, random() % count));  // rather content
    } else {
      answer.number = static_cast<double>(1 + std::min(random() % count, random() % count));  // rather the first ones
    }
    return answer;
  }

  static std::vector<surveys::ImportedResponse> by_time(std::vector<surveys::ImportedResponse> responses) {
    std::sort(responses.begin(), responses.end(),
              [](const auto& a, const auto& b) { return a.submitted_at_ms < b.submitted_at_ms; });
    return responses;
  }

  void load_study() {
    const Json& survey = file.at("study");
    const auto study = stats::find_study(kCustomerStudy);
    auto made = described(survey);
    made.simulated = true;
    made.closed_at_ms = times.days_before(survey.at("closed_days_before"));
    made.questionnaire = questionnaire_of(study);
    surveys::Section about_you;
    about_you.title = "About you";
    for (const auto& question : survey.at("demographics")) {
      if (!question.contains("shown_if")) about_you.questions.push_back(question_from(question, file.at("scales")));
    }
    made.questionnaire.sections.push_back(about_you);
    const auto whole = surveys::import_survey(change, community, ids, made);

    const auto table = stats::simulate_study(study, study.seed);
    std::vector<surveys::ImportedResponse> responses(table.row_count);
    for (const auto& column : table.columns) {
      for (std::size_t row = 0; row < table.row_count; ++row)
        responses[row].answers[column.name].number = column.numbers[row];
    }
    for (const auto& question : about_you.questions) add_marginals(responses, question, survey.at("marginals"));
    for (auto& response : responses) {
      response.started_at_ms = between(*made.opened_at_ms, *made.closed_at_ms - 60 * kMinuteMs);
      response.submitted_at_ms = response.started_at_ms + duration_ms(made.texts.minutes);
    }
    surveys::import_responses(change, community, ids, whole, by_time(std::move(responses)));
    research::add_study_model(change, community, ids, times.now_ms, study, whole.survey.id.value);
  }

  // As many of each answer as published, in an order drawn at random.
  void add_marginals(std::vector<surveys::ImportedResponse>& responses, const surveys::Question& question,
                     const Json& marginals) {
    std::vector<int> drawn;
    for (std::size_t option = 0; option < question.options.size(); ++option) {
      const std::size_t count = marginals.at(question.code).at(question.options[option].code);
      drawn.insert(drawn.end(), count, static_cast<int>(option) + 1);
    }
    for (std::size_t i = drawn.size(); i > 1; --i) std::swap(drawn[i - 1], drawn[random() % i]);
    for (std::size_t i = 0; i < std::min(drawn.size(), responses.size()); ++i) {
      responses[i].answers[question.code].number = drawn[i];
    }
  }
};

}  // namespace

void load_answers(store::Transaction& change, CommunityId community, IdSource& ids, const Times& times,
                  const Cast& cast) {
  Loader loader{change, community, ids, times, cast};
  loader.load_open_survey();
  loader.load_study();
  research::add_study(change, community, ids, times.now_ms, stats::find_study(kInitiatives));
}

}  // namespace rapport::app::example
