#include "research/pls/pls_result_tables.hpp"

#include "research/quality/quality_tables.hpp"
#include "research/quality/thresholds.hpp"
#include "stats/diagram/path_diagram.hpp"
#include "stats/report/report.hpp"

namespace rapport::research {
namespace {

class Tables {
 public:
  Tables(const stats::PlsResult& result, const AnswerSet& set, const http::Messages& messages)
      : result_(result), set_(set), messages_(messages), inferential_(result.bootstrap.draws > 0) {}

  Table paths() const {
    Table table = begin("lab_paths", {"path", "est"});
    add_inferential_columns(table);
    table.columns.insert(table.columns.end(), {"f2", "vif"});
    if (inferential_) table.note = messages_.text("lab_note_stars");
    for (const auto& path : result_.paths) {
      Row row{.name = path.from + " → " + path.to, .label = in_words(path.from, path.to)};
      add_estimate(row, path.coefficient);
      row.cells.push_back(Cell::number(path.f2));
      row.cells.push_back(Cell::number(path.vif));
      table.rows.push_back(std::move(row));
    }
    return table;
  }

  Table constructs() const {
    Table table = begin("lab_constructs",
                        {"construct", "mode", "items", "r2", "r2_adj", "alpha_standardized", "rho_a", "rho_c", "ave"});
    table.note = messages_.text("lab_note_constructs");
    for (const auto& c : result_.constructs) {
      // A formative block is not meant to agree within itself: its alpha, reliability and AVE are no reason to warn.
      const auto judged = [&](double value, double least) {
        return Cell::number(value, 3, c.mode == stats::Mode::A && value < least ? Mark::warn : Mark::none);
      };
      table.rows.push_back(
          {.name = c.name,
           .label = label(c.name),
           .cells = {Cell::words(c.mode == stats::Mode::A ? "A" : "B"), Cell::count(c.item_count), Cell::number(c.r2),
                     Cell::number(c.r2_adj), judged(c.alpha, kLeastReliability), judged(c.rho_a, kLeastReliability),
                     judged(c.rho_c, kLeastReliability), judged(c.ave, kLeastVarianceExtracted)}});
    }
    return table;
  }

  Table effects() const {
    Table table = begin("lab_effects", {"path", "direct", "indirect"});
    if (inferential_) table.columns.insert(table.columns.end(), {"indirect_se", "indirect_pvalue"});
    table.columns.push_back("total");
    if (inferential_) table.columns.insert(table.columns.end(), {"total_se", "total_pvalue"});
    for (const auto& effect : result_.effects) {
      Row row{.name = effect.from + " → " + effect.to, .label = in_words(effect.from, effect.to)};
      row.cells.push_back(Cell::number(effect.direct));
      for (const auto* estimate : {&effect.indirect, &effect.total}) {
        row.cells.push_back(Cell::number(estimate->est));
        if (!inferential_) continue;
        row.cells.push_back(Cell::number(estimate->se));
        row.cells.push_back(Cell::p_value(estimate->pvalue));
      }
      table.rows.push_back(std::move(row));
    }
    return table;
  }

  Table items(const char* caption, const std::string& quantity, const std::vector<stats::ItemEstimate>& items) const {
    Table table = begin(caption, {"item", "construct", quantity});
    add_inferential_columns(table);
    const bool is_weight = quantity == "weight";
    if (is_weight) table.columns.push_back("vif_item");
    for (const auto& item : items) {
      const AnswerVariable* variable = set_.find(item.item);
      Row row{.name = item.item, .label = variable ? variable->label : ""};
      row.cells.push_back(Cell::words(item.construct));
      add_estimate(row, item.value);
      if (is_weight) row.cells.push_back(Cell::number(item.vif));
      table.rows.push_back(std::move(row));
    }
    return table;
  }

  Table correlations() const {
    return table_of(std::string(messages_.text("lab_correlations")), result_.correlations, Triangle::lower);
  }

  Table cross_loadings() const {
    Table table = table_of(std::string(messages_.text("lab_cross_loadings")), result_.cross_loadings, Triangle::all);
    table.columns.front() = "item";
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      for (std::size_t j = 0; j < result_.cross_loadings.cols.size(); ++j) {
        if (i < result_.loadings.size() && result_.loadings[i].construct == result_.cross_loadings.cols[j]) {
          table.rows[i].cells[j].mark = Mark::diagonal;
        }
      }
    }
    table.note = messages_.text("lab_note_cross_loadings");
    return table;
  }

  Table fit() const {
    Table table = begin("lab_fit", {"fit", "value"});
    const auto row = [&](const char* key, double value) {
      table.rows.push_back({.name = std::string(messages_.text(std::string("lab_column_") + key)),
                            .label = std::string(messages_.text(std::string("lab_meaning_") + key)),
                            .cells = {Cell::number(value)}});
    };
    row("srmr", result_.fit.srmr);
    row("srmr_saturated", result_.fit.srmr_saturated);
    row("d_uls", result_.fit.d_uls);
    row("d_g", result_.fit.d_g);
    row("gof", result_.fit.gof);
    return table;
  }

 private:
  Table begin(std::string_view caption, std::vector<std::string> columns) const {
    return {.caption = std::string(messages_.text(caption)), .columns = std::move(columns)};
  }

  void add_inferential_columns(Table& table) const {
    if (inferential_)
      table.columns.insert(table.columns.end(), {"se_bootstrap", "t", "pvalue", "ci_lower", "ci_upper"});
  }

  void add_estimate(Row& row, const stats::Estimate& estimate) const {
    Cell est = Cell::number(estimate.est);
    est.text += stats::significance_stars(estimate.pvalue);
    row.cells.push_back(std::move(est));
    if (!inferential_) return;
    row.cells.push_back(Cell::number(estimate.se));
    row.cells.push_back(Cell::number(estimate.t, 2));
    row.cells.push_back(Cell::p_value(estimate.pvalue));
    row.cells.push_back(Cell::number(estimate.ci_lower));
    row.cells.push_back(Cell::number(estimate.ci_upper));
  }

  /// A construct's name for readers, if it differs from its code.
  std::string label(const std::string& code) const {
    std::string name = set_.construct_name(code);
    return name == code ? std::string() : name;
  }

  std::string in_words(const std::string& from, const std::string& to) const {
    const std::string a = label(from);
    const std::string b = label(to);
    return a.empty() && b.empty() ? std::string() : set_.construct_name(from) + " → " + set_.construct_name(to);
  }

  const stats::PlsResult& result_;
  const AnswerSet& set_;
  const http::Messages& messages_;
  const bool inferential_;
};

}  // namespace

std::vector<Table> result_tables(const stats::PlsResult& result, const AnswerSet& set, const http::Messages& messages) {
  const Tables tables{result, set, messages};
  std::vector<Table> all{tables.paths(), tables.constructs(), tables.effects(),
                         tables.items("lab_loadings", "loading_pls", result.loadings),
                         tables.items("lab_weights", "weight", result.weights)};
  if (result.constructs.size() > 1) {
    all.push_back(fornell_larcker_table(result.fornell_larcker, messages));
    all.push_back(htmt_table(result.htmt, messages));
    all.push_back(tables.correlations());
  }
  all.push_back(tables.cross_loadings());
  all.push_back(tables.fit());
  return all;
}

}  // namespace rapport::research
