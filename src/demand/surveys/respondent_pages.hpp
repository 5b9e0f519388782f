#pragma once

#include "demand/surveys/context.hpp"
#include "demand/surveys/response_store.hpp"
#include "demand/surveys/survey_store.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace rapport::surveys {

/// What customers see under /say: the list of surveys, and answering one of them, a section a page. Answers are kept on
/// the server from page to page; a POST can come twice without harm, and no GET changes anything.
class RespondentPages {
 public:
  explicit RespondentPages(const Context& context) : context_(context) {}

  http::Response list(const http::Request& request);
  http::Response introduction(const http::Request& request);
  http::Response begin(const http::Request& request);
  http::Response part(const http::Request& request);
  http::Response save_part(const http::Request& request);
  http::Response thanks(const http::Request& request);

 private:
  struct Visit;  // a survey as one respondent stands to it
  Visit visit(store::Session& session, const http::Request& request);
  http::Response part_page(const Visit& visit, const Questionnaire& questionnaire, std::size_t part,
                           const Answers& answers, const std::map<QuestionId, std::string>& errors,
                           const http::Request* typed);
  http::Response closed_page(const Survey& survey, int status);

  const Context context_;
};

}  // namespace rapport::surveys
