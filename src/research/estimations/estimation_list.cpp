#include "research/estimations/estimation_list.hpp"

#include "members/permission.hpp"
#include "research/breadcrumbs.hpp"
#include "research/typed_list.hpp"

namespace rapport::research {
namespace {

constexpr int kPageSize = 20;

std::string list_path_of(Method method) {
  return method == Method::pls ? "/lab/results" : "/lab/sem";
}

/// "?of=1x9k&before=2f7q", or nothing.
std::string query_of(const EstimationPage& page, std::optional<EstimationId> before) {
  std::string query;
  if (page.answers) query += "?of=" + to_base32(*page.answers);
  if (before) query += (query.empty() ? "?before=" : "&before=") + to_base32(*before);
  return query;
}

http::Value line_of(const EstimationSummary& estimation, bool with_title, const SettingWords& words) {
  return http::Value{}
      .set("url", path_of(estimation.method, estimation.id))
      .set("title", with_title ? http::Value(estimation.answers_title) : http::Value{})
      .set("model", on_one_line(estimation.model_excerpt))
      .set("settings", words(estimation.settings))
      .set("simulated", estimation.simulated)
      .set("who", estimation.author.empty() ? http::Value{} : http::Value(estimation.author))
      .set("at", http::Time{estimation.created_at_ms})
      .set("stopped", estimation.state == EstimationSummary::State::stopped)
      .set("failed", estimation.state == EstimationSummary::State::failed)
      .set("waiting", estimation.state == EstimationSummary::State::waiting);
}

http::Response show(const Lab& lab, const http::Request& request, Method method, const SettingWords& words) {
  members::require(request, members::Permission::use_lab);
  EstimationPage page{.method = method, .answers = request.query_id("of"), .limit = kPageSize};
  if (const auto before = request.query_id("before")) page.before = EstimationId{*before};
  http::Value model = estimation_list(lab, request.reader.community, page, words);
  const std::string title(lab.messages.text(method == Method::pls ? "lab_pls_results" : "lab_sem_results"));
  model.set("nav_lab", true)
      .set("breadcrumbs", breadcrumbs(lab, {{.label = title}}))
      .set("heading", title)
      .set("newest_url", page.before ? http::Value(list_path_of(method) + query_of(page, {})) : http::Value{});
  return http::page("research/estimations/estimations.html", title, std::move(model));
}

}  // namespace

std::string on_one_line(const std::string& model) {
  std::string line;
  for (std::string& part : parts_of(model, "\n")) {
    part.erase(0, part.find_first_not_of(" \t"));
    if (!part.empty() && part[0] != '#' && part[0] != '!') line += (line.empty() ? "" : "; ") + part;
  }
  return line;
}

http::Value estimation_list(const Lab& lab, CommunityId community, const EstimationPage& page,
                            const SettingWords& words) {
  EstimationPage one_more = page;
  ++one_more.limit;
  auto found = list_estimations(lab.database.session(), community, one_more);
  const bool more = found.size() > static_cast<std::size_t>(page.limit);
  if (more) found.pop_back();
  http::List lines;
  for (const auto& estimation : found) lines.push_back(line_of(estimation, !page.answers, words));
  return http::Value{}
      .set("results", std::move(lines))
      .set("about", page.answers && !found.empty() ? http::Value(found.front().answers_title) : http::Value{})
      .set("older_url",
           more ? http::Value(list_path_of(page.method) + query_of(page, found.back().id)) : http::Value{});
}

void add_estimation_list_route(http::Router& router, const std::shared_ptr<Lab>& lab, Method method,
                               SettingWords words) {
  router.get(list_path_of(method), [lab, method, words = std::move(words)](const http::Request& request) {
    return show(*lab, request, method, words);
  });
}

}  // namespace rapport::research
