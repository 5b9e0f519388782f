#include "research/estimations/estimation_pages.hpp"
#include "research/estimations/estimation_store.hpp"
#include "research/sem/report_tables.hpp"
#include "research/sem/sem_form.hpp"
#include "research/sem/sem_result_pages.hpp"
#include "stats/report/sem_comparison.hpp"
#include "stats/report/sem_json.hpp"

namespace rapport::research {
namespace {

constexpr std::string_view kTemplate = "research/sem/sem_compare.html";

/// Tests of invariance, and what has no numbers, stand beside nothing.
bool was_estimated(const Estimation& stored) {
  return stored.result && read_settings(stored.settings).task == "estimate";
}

http::Value run_value(const Lab& lab, const Estimation& stored, const char* letter) {
  return http::Value{}
      .set("letter", letter)
      .set("url", path_of(stored))
      .set("settings", settings_in_words(read_settings(stored.settings), lab.messages))
      .set("model_text", stored.model)
      .set("at", http::Time{stored.created_at_ms});
}

}  // namespace

http::Response compare_sem(const Lab& lab, const http::Request& request) {
  const Estimation first = estimation_of(lab, request, Method::sem);
  const auto id = request.query_id("with");
  const auto second =
      id ? find_estimation(lab.database.session(), request.reader.community, Method::sem, EstimationId{*id})
         : std::nullopt;
  if (!second || !was_estimated(first) || !was_estimated(*second)) throw http::NotFound{};
  const stats::SemComparison comparison =
      stats::compare_sems(stats::read_sem_json(*first.result), stats::read_sem_json(*second->result));
  const std::string title =
      lab.messages.format("lab_sem_compare_title", {{.name = "title", .text = first.answers_title}});
  http::Value page;
  page.set("nav_lab", true)
      .set("breadcrumbs", estimation_breadcrumbs(lab, request, first, title))
      .set("heading", title)
      .set("runs", http::List{run_value(lab, first, "A"), run_value(lab, *second, "B")})
      .set("other_answers", first.fingerprint != second->fingerprint)
      .set("verdict", comparison.verdict)
      .set("tables", report_tables(comparison.tables, lab.messages));
  return http::page(kTemplate, title, std::move(page));
}

}  // namespace rapport::research
