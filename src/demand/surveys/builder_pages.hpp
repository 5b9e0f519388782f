#pragma once

#include <functional>

#include "demand/surveys/desk.hpp"
#include "http/form.hpp"
#include "http/response.hpp"

namespace rapport::surveys {

/// Building the questionnaire of a draft with plain forms. Each change reads the questionnaire, edits it, and saves it
/// whole, in one transaction that holds the survey. Needs the permission build_surveys.
class BuilderPages {
 public:
  explicit BuilderPages(const Context& context) : context_(context) {}

  http::Response show(const http::Request& request);
  /// One button: "do" says what, "target" to which section, question or construct.
  http::Response edit(const http::Request& request);
  http::Response section(const http::Request& request);
  http::Response save_section(const http::Request& request);
  http::Response construct(const http::Request& request);
  http::Response save_construct(const http::Request& request);
  http::Response question(const http::Request& request);
  http::Response save_question(const http::Request& request);
  http::Response items(const http::Request& request);
  http::Response save_items(const http::Request& request);
  /// One part as a respondent will see it; works in any state.
  http::Response preview(const http::Request& request);

 private:
  struct Draft;  // a survey and its questionnaire
  Draft load(store::Session& session, const http::Request& request);
  Draft load_for_change(store::Transaction& change, const http::Request& request);
  http::Response save(store::Transaction& change, const http::Request& request, const Draft& draft);
  http::Response form_page(const http::Request& request, const Draft& draft, std::string_view template_name,
                           std::string_view title_key, http::Value model, const http::Form& form);
  http::Response section_page(const http::Request& request, const Draft& draft, const http::Form& form);
  http::Response construct_page(const http::Request& request, const Draft& draft, const http::Form& form);
  http::Response question_page(const http::Request& request, const Draft& draft, QuestionKind kind,
                               const http::Form& form);
  http::Response items_page(const http::Request& request, const Draft& draft, const http::Form& form);

  const Context context_;
};

}  // namespace rapport::surveys
