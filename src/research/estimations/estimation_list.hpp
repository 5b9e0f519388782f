#pragma once

#include <functional>
#include <memory>
#include <string>

#include "http/router.hpp"
#include "http/value.hpp"
#include "research/estimations/estimation_store.hpp"
#include "research/lab.hpp"

namespace rapport::research {

/// An estimation's settings in words, from their JSON.
using SettingWords = std::function<http::List(const std::string& settings)>;

/// A model's text, or its excerpt, on one line and without comments.
std::string on_one_line(const std::string& model);

/// A page of estimations, newest first, as estimations/estimation_list.html shows it, with the address of the older
/// ones where there are any. Lines about one set of answers do not name it.
http::Value estimation_list(const Lab& lab, CommunityId community, const EstimationPage& page,
                            const SettingWords& words);

/// /lab/results and /lab/sem: every result of a method, page by page; ?of= of one set of answers.
void add_estimation_list_route(http::Router& router, const std::shared_ptr<Lab>& lab, Method method,
                               SettingWords words);

}  // namespace rapport::research
