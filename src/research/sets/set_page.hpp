#pragma once

#include "http/request.hpp"
#include "http/value.hpp"
#include "research/answer_sets/answer_set.hpp"
#include "research/lab.hpp"

namespace rapport::research {

/// The pages of one set of answers.
enum class Tab { descriptives, quality, model, sem };

/// The set that the address names ({set}). @throws http::SignInRequired, http::NotFound without the permission to use
/// the laboratory or the set
AnswerSet set_of(const Lab& lab, const http::Request& request);

/// The same of answers only. @throws http::NotFound for a covariance matrix, too
AnswerSet answers_of(const Lab& lab, const http::Request& request);

/// What every page of a set shows: its title, size and marks, the way back, the tabs.
http::Value set_model(const Lab& lab, const AnswerSet& set, Tab current);

/// What a list or a page says about a set.
http::Value about_value(const AnswersSummary& about);

}  // namespace rapport::research
