#include "demand/surveys/result_model.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/clock.hpp"

namespace rapport::surveys {
namespace {

constexpr std::size_t kDays = 60;
constexpr double kChartHeight = 30;
constexpr std::int64_t kFewestColumns = 14;
constexpr std::int64_t kDay_ms = 24 * 3600 * 1000;

double percent(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

std::string width(std::int64_t part, std::int64_t whole) {
  return fmt::format("{:.1f}", percent(part, whole));
}

/// The newest days on which something came.
std::map<std::int64_t, DayTally> newest_days(const Tally& tally) {
  auto days = tally.days;
  while (days.size() > kDays) days.erase(days.begin());
  return days;
}

}  // namespace

http::List day_models(const Tally& tally) {
  http::List days;
  for (const auto& [day, count] : newest_days(tally)) {
    days.push_back(http::Value()
                       .set("day", iso_time(day * kDay_ms).substr(0, 10))
                       .set("started", count.started)
                       .set("submitted", count.submitted));
  }
  return days;
}

http::Value day_chart(const Tally& tally) {
  const auto days = newest_days(tally);
  std::int64_t most = 0;
  for (const auto& [day, count] : days) most = std::max(most, count.submitted);
  if (most == 0) return {};
  http::List bars;
  const auto last = days.rbegin()->first;
  const auto first = std::min(days.begin()->first, last - kFewestColumns + 1);  // one day alone would fill the drawing
  for (const auto& [day, count] : days) {
    const double height = kChartHeight * static_cast<double>(count.submitted) / static_cast<double>(most);
    bars.push_back(http::Value()
                       .set("x", day - first)
                       .set("y", fmt::format("{:.2f}", kChartHeight - height))
                       .set("height", fmt::format("{:.2f}", height)));
  }
  return http::Value().set("length", last - first + 1).set("bars", std::move(bars));
}

http::Value result_model(const Question& question, const QuestionTally& tally) {
  http::List options;
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    const std::int64_t answers = i < tally.options.size() ? tally.options[i] : 0;
    const auto& option = question.options[i];
    options.push_back(http::Value()
                          .set("code", option.code)
                          .set("label", option.label)
                          .set("answers", answers)
                          .set("share", readable_share(answers, tally.answered))
                          .set("width", width(answers, tally.answered)));
  }
  const bool has_moments =
      tally.answered > 0 && (question.kind == QuestionKind::likert || question.kind == QuestionKind::number);
  const auto deviation = has_moments ? tally.standard_deviation() : std::nullopt;
  return http::Value()
      .set("code", question.code)
      .set("text", question.stem.empty() ? question.text : question.stem + " " + question.text)
      .set("construct", question.construct)
      .set("reversed", question.reversed)
      .set("unit", question.unit)
      .set("answered", tally.answered)
      .set("is_multiple", question.kind == QuestionKind::multiple)
      .set("is_text", question.kind == QuestionKind::text)
      .set("mean", has_moments ? http::Value(readable_mean(tally.mean)) : http::Value())
      .set("standard_deviation", deviation ? http::Value(readable_mean(*deviation)) : http::Value())
      .set("options", std::move(options));
}

std::string readable_share(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? "-" : fmt::format("{:.0f} %", percent(part, whole));
}

std::string readable_mean(double number) {
  return fmt::format("{:.2f}", number);
}

}  // namespace rapport::surveys
