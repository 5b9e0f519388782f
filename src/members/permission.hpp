#pragma once

#include <string_view>

#include "base/reader.hpp"
#include "http/request.hpp"

namespace rapport::members {

enum class Permission {
  write_posts,         // start topics and reply
  moderate,            // hide and close what others wrote
  manage_products,     // write product pages
  manage_faq,          // write questions and answers
  answer_board,        // answer the message board
  build_surveys,       // make, publish and close surveys
  see_survey_results,  // sums and tables
  export_answers,      // single answers, as a file
  use_lab,             // estimate models
  stop_estimations,    // those that others asked for, too
  use_desk,            // the staff's entry page
  manage_members,      // give roles
};
inline constexpr int kPermissions = 12;

std::string_view to_string(Permission permission);

/// The one place that says who may do what: the table in permission.cpp.
bool may(const Reader& reader, Permission permission);

/// Goes on if the reader may. @throws http::SignInRequired for a visitor; http::NotFound for a member, who is not told
/// that there is something
void require(const http::Request& request, Permission permission);

/// Goes on if somebody is signed in, and says who. @throws http::SignInRequired
MemberId require_member(const http::Request& request);

}  // namespace rapport::members
