#include "research/quality/quality_pages.hpp"

#include "research/models/model_store.hpp"
#include "research/quality/quality_tables.hpp"
#include "research/quality/quality_warnings.hpp"
#include "research/sets/set_page.hpp"
#include "stats/reliability/htmt.hpp"
#include "stats/reliability/reliability.hpp"
#include "stats/report/reliability_report.hpp"

namespace rapport::research {
namespace {

constexpr std::string_view kTemplate = "research/quality/quality.html";

/// Which items belong together: the questionnaire says so, else the model saved last. Empty: nothing does.
stats::PathModel measurement_of(const Lab& lab, const AnswerSet& set, const Reader& reader) {
  if (!set.constructs.empty()) return stats::parse_model(measurement_model(set.constructs));
  const auto models = list_models(lab.database.session(), reader.community, set.about.id, 1);
  if (models.empty()) return {};
  stats::PathModel model = stats::parse_model(models.front().text);
  model.paths.clear();  // the paths do not bear on how well the items measure
  return model;
}

void add_results(http::Value& page, const Lab& lab, const AnswerSet& set, const stats::PathModel& model) {
  const stats::ReliabilityResult result = stats::reliability(model, set.table);
  const stats::NamedMatrix htmt = stats::htmt_of(model, set.table);
  http::List warnings;
  for (auto& warning : quality_warnings(set, result, htmt, lab.messages)) warnings.push_back(std::move(warning));
  page.set("warnings", std::move(warnings));
  const auto table = [&](const Table& made) { return table_value(made, lab.messages); };
  page.set("reliability", table(reliability_table(set, result, lab.messages)));
  http::List items;
  for (const auto& construct : result.constructs) {
    items.push_back(table(items_table(set, construct, result.n, lab.messages)));
  }
  page.set("items", std::move(items));
  const bool several = result.constructs.size() > 1;
  page.set("fornell_larcker",
           several ? table(fornell_larcker_table(result.fornell_larcker, lab.messages)) : http::Value{});
  page.set("htmt", several ? table(htmt_table(htmt, lab.messages)) : http::Value{});
}

/// Does what the model or the answers may not allow. @return why they do not, or nothing
template <class Work>
std::string problem_of(const Work& work) {
  try {
    work();
    return {};
  } catch (const stats::EstimationError& error) {
    return error.what();
  } catch (const stats::ModelError& error) {
    return error.what();
  } catch (const stats::TableError& error) {
    return error.what();
  }
}

http::Response show(const Lab& lab, const http::Request& request) {
  const AnswerSet set = answers_of(lab, request);
  http::Value page = set_model(lab, set, Tab::quality);
  page.set("model_url", path_of(set.about) + "/model");
  page.set("download_url", path_of(set.about) + "/reliability");
  page.set("reliability", {}).set("has_model", true);
  const std::string problem = problem_of([&] {
    const stats::PathModel model = measurement_of(lab, set, request.reader);
    page.set("has_model", !model.constructs.empty());
    if (!model.constructs.empty()) add_results(page, lab, set, model);
  });
  page.set("problem", problem.empty() ? http::Value{} : http::Value(problem));
  return http::page(kTemplate, set.about.title, std::move(page));
}

http::Response download(const Lab& lab, const http::Request& request) {
  const AnswerSet set = answers_of(lab, request);
  std::optional<stats::ReliabilityResult> result;
  const std::string problem = problem_of([&] {
    const stats::PathModel model = measurement_of(lab, set, request.reader);
    if (!model.constructs.empty()) result = stats::reliability(model, set.table);
  });
  if (!problem.empty()) throw http::BadRequest(problem);
  if (!result) throw http::NotFound{};
  if (request.query_value("format") == "csv") {
    return http::download("text/csv; charset=utf-8", "reliability.csv", stats::reliability_csv(*result));
  }
  return http::bytes("application/json", stats::reliability_json(*result));
}

}  // namespace

void add_quality_routes(http::Router& router, const std::shared_ptr<Lab>& lab) {
  router.get("/lab/{set}/quality", [lab](const http::Request& request) { return show(*lab, request); });
  router.get("/lab/{set}/reliability", [lab](const http::Request& request) { return download(*lab, request); });
}

}  // namespace rapport::research
