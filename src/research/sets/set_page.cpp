#include "research/sets/set_page.hpp"

#include "members/permission.hpp"

namespace rapport::research {
namespace {

http::Value tab(const Lab& lab, std::string_view words, std::string url, bool current) {
  return http::Value{}.set("label", lab.messages.text(words)).set("url", std::move(url)).set("current", current);
}

http::Value crumb(std::string label, std::string url) {
  return http::Value{}.set("label", std::move(label)).set("url", std::move(url));
}

}  // namespace

AnswerSet set_of(const Lab& lab, const http::Request& request) {
  members::require(request, members::Permission::use_lab);
  auto set = lab.answers.find(request.reader, http::Request::id_number(request.param("set")));
  if (!set) throw http::NotFound{};
  return std::move(*set);
}

http::Value about_value(const AnswersSummary& about) {
  return http::Value{}
      .set("id", to_base32(about.id))
      .set("title", about.title)
      .set("url", path_of(about))
      .set("respondents", about.respondents)
      .set("simulated", about.simulated)
      .set("collecting", about.collecting);
}

http::Value set_model(const Lab& lab, const AnswerSet& set, Tab current) {
  const std::string path = path_of(set.about);
  http::Value about = about_value(set.about);
  about.set("note", set.note.empty() ? http::Value{} : http::Value(set.note));
  return http::Value{}
      .set("nav_lab", true)
      .set("breadcrumbs",
           http::List{crumb(std::string(lab.messages.text("nav_lab")), "/lab"), crumb(set.about.title, "")})
      .set("set", std::move(about))
      .set("tabs", http::List{tab(lab, "lab_tab_descriptives", path, current == Tab::descriptives),
                              tab(lab, "lab_tab_quality", path + "/quality", current == Tab::quality),
                              tab(lab, "lab_tab_model", path + "/model", current == Tab::model),
                              tab(lab, "lab_tab_sem", path + "/sem", current == Tab::sem)});
}

}  // namespace rapport::research
