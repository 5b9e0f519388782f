#pragma once

#include <memory>
#include <string>

#include "http/request.hpp"
#include "http/router.hpp"
#include "http/value.hpp"
#include "research/estimations/estimation.hpp"
#include "research/lab.hpp"

namespace rapport::research {

/// The estimation that the address names ({result}): whoever may use the laboratory of this community may read it.
/// @throws http::SignInRequired, http::NotFound otherwise
Estimation estimation_of(const Lab& lab, const http::Request& request, Method method);

/// Keeps what the reader wants estimated, and its job, and leads to its page.
/// @param settings  as of Estimation
http::Response ask_for(const Lab& lab, const http::Request& request, Method method, const AnswersSummary& about,
                       const std::string& model, const std::string& settings);

/// The way back from its pages, over the answers for who may use them.
http::List estimation_breadcrumbs(const Lab& lab, const http::Request& request, const Estimation& estimation,
                                  const std::string& title);

/// What estimation_head.html and estimation_model.html show, whatever the method: how far it is, or why there are no
/// numbers, its settings and model, who asked and when.
/// @param settings  in words
/// @param editor    the page that changes the model: "model" or "sem"
http::Value estimation_page(const Lab& lab, const http::Request& request, const Estimation& estimation,
                            const std::string& title, http::List settings, const std::string& editor);

/// …/{result}/progress: how far an estimation is, for a script. …/{result}/stop: ends it, for who
/// asked for it and for administrators.
void add_estimation_routes(http::Router& router, const std::shared_ptr<Lab>& lab, Method method);

/// When it was asked for and over which answers, for a report that leaves the site.
std::string origin_of(const Lab& lab, const Estimation& estimation);

/// The name of a file of its numbers, without the ending: "sem-1x9k2f7q", "simulated-pls-1x9k2f7q".
std::string file_name(const Estimation& estimation, const std::string& kind);

}  // namespace rapport::research
