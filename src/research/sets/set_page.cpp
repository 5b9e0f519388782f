#include "research/sets/set_page.hpp"

#include "members/permission.hpp"
#include "research/breadcrumbs.hpp"

namespace rapport::research {
namespace {

http::Value tab(const Lab& lab, std::string_view words, std::string url, bool current) {
  return http::Value{}.set("label", lab.messages.text(words)).set("url", std::move(url)).set("current", current);
}

}  // namespace

AnswerSet set_of(const Lab& lab, const http::Request& request) {
  members::require(request, members::Permission::use_lab);
  auto set = lab.answers.find(request.reader, http::Request::id_number(request.param("set")));
  if (!set) throw http::NotFound{};
  return std::move(*set);
}

AnswerSet answers_of(const Lab& lab, const http::Request& request) {
  AnswerSet set = set_of(lab, request);
  if (set.about.is_matrix) throw http::NotFound{};
  return set;
}

http::Value about_value(const AnswersSummary& about) {
  return http::Value{}
      .set("id", to_base32(about.id))
      .set("title", about.title)
      .set("url", path_of(about))
      .set("respondents", about.respondents)
      .set("simulated", about.simulated)
      .set("collecting", about.collecting)
      .set("is_matrix", about.is_matrix);
}

http::Value set_model(const Lab& lab, const AnswerSet& set, Tab current) {
  const std::string path = path_of(set.about);
  http::Value about = about_value(set.about);
  about.set("note", set.note.empty() ? http::Value{} : http::Value(set.note))
      .set("delete_url", set.is_own ? http::Value(path + "/delete") : http::Value{});
  http::List tabs;
  if (set.about.is_matrix) {
    tabs.push_back(tab(lab, "lab_tab_matrix", path, current == Tab::descriptives));
  } else {
    tabs.push_back(tab(lab, "lab_tab_descriptives", path, current == Tab::descriptives));
    tabs.push_back(tab(lab, "lab_tab_quality", path + "/quality", current == Tab::quality));
    tabs.push_back(tab(lab, "lab_tab_model", path + "/model", current == Tab::model));
  }
  tabs.push_back(tab(lab, "lab_tab_sem", path + "/sem", current == Tab::sem));
  return http::Value{}
      .set("nav_lab", true)
      .set("breadcrumbs", breadcrumbs(lab, {{.label = set.about.title}}))
      .set("set", std::move(about))
      .set("tabs", std::move(tabs));
}

}  // namespace rapport::research
