#pragma once

#include <cstdint>
#include <string>

#include "demand/surveys/questionnaire.hpp"
#include "demand/surveys/tally.hpp"
#include "http/value.hpp"

namespace rapport::surveys {

// What the page of results shows, from counters alone.

/// The answers a day, oldest first: the newest 60 days on which something came.
http::List day_models(const Tally& tally);

/// The same days as columns of a drawing 30 high, without gaps between days on which something came and others:
/// "length" days and "bars" (x, y, height); null without answers.
http::Value day_chart(const Tally& tally);

/// One question: answered, mean and standard deviation of Likert items and numbers, and per option count, share of
/// those who answered (of whom several may have ticked it), and width of its bar in percent.
http::Value result_model(const Question& question, const QuestionTally& tally);

/// "42 %", "-" without a whole.
std::string readable_share(std::int64_t part, std::int64_t whole);
/// Two decimals, as questionnaire statistics are printed.
std::string readable_mean(double number);

}  // namespace rapport::surveys
