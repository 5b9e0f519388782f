#pragma once

#include <string>
#include <vector>

#include "http/form.hpp"
#include "research/answer_sets/answer_set.hpp"

namespace rapport::research {

constexpr std::size_t kMostUploadBytes = 16 * 1024 * 1024;
constexpr std::size_t kMostColumns = 500;

/// Reads an uploaded CSV or SPSS file of answers, or one of covariances, with its title. What is wrong is noted in the
/// form: a missing title or file under "title" and "data", a broken file with name, line, column and reason under
/// "data", numbers of respondents that are none under "sizes".
/// @param file  null: none was sent
AnswerSet read_upload(http::Form& form, const http::UploadedFile* file, const http::Messages& messages);

}  // namespace rapport::research
