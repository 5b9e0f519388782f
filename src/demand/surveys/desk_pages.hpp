#pragma once

#include "demand/surveys/desk.hpp"
#include "http/form.hpp"
#include "http/response.hpp"

namespace rapport::surveys {

/// The life of a survey at the desk: made, described, published, closed, copied. Needs the permission build_surveys;
/// the list also shows to those who may only see results.
class DeskPages {
 public:
  explicit DeskPages(const Context& context) : context_(context) {}

  http::Response list(const http::Request& request);
  http::Response new_survey(const http::Request& request);
  http::Response create(const http::Request& request);
  http::Response texts(const http::Request& request);
  http::Response save_texts(const http::Request& request);
  http::Response publish(const http::Request& request);
  http::Response close(const http::Request& request);
  http::Response reopen(const http::Request& request);
  http::Response duplicate(const http::Request& request);
  http::Response remove(const http::Request& request);
  http::Response outcome(const http::Request& request);
  http::Response save_outcome(const http::Request& request);

 private:
  http::Response texts_page(const http::Request& request, const http::Form& form, const Survey* survey, int status);
  void append(store::Transaction& change, const http::Request& request, const Survey& survey, const char* kind);

  const Context context_;
};

}  // namespace rapport::surveys
