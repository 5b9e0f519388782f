#include "research/sem/report_tables.hpp"

#include <algorithm>
#include <cmath>

namespace rapport::research {
namespace {

/// A figure of the reports and the key of its meaning. Where one word is said of two figures, another column of the
/// table tells which it is; the first that fits counts.
struct Term {
  std::string_view words;
  const char* key;
  std::string_view beside = {};
};
constexpr Term kTerms[] = {{"χ²", "chi_square"},
                           {"degrees of freedom", "df"},
                           {"df", "df"},
                           {"p", "chi_square_p", "measure"},
                           {"p", "chi_square_p", "χ²"},
                           {"p", "chi_square_p", "Δχ²"},
                           {"p (Bollen–Stine", "bollen_stine_p"},
                           {"CFI", "cfi"},
                           {"T-size CFI (", "cfi_tsize"},
                           {"TLI", "tli"},
                           {"NFI", "nfi"},
                           {"IFI", "ifi"},
                           {"RMSEA", "rmsea"},
                           {"90 % lower", "rmsea_interval"},
                           {"90 % upper", "rmsea_interval"},
                           {"p (RMSEA", "rmsea_p"},
                           {"SRMR", "srmr"},
                           {"GFI", "gfi"},
                           {"AGFI", "agfi"},
                           {"χ² of the baseline model", "baseline"},
                           {"degrees of freedom of the baseline model", "baseline"},
                           {"log-likelihood", "logl"},
                           {"AIC", "aic"},
                           {"BIC", "bic"},
                           {"BIC, sample-size adjusted", "bic2"},
                           {"scaled", "scaled"},
                           {"robust", "robust"},
                           {"estimate", "estimate"},
                           {"se", "se_sem"},
                           {"z", "z"},
                           {"p", "pvalue_sem"},
                           {"lower", "interval"},
                           {"upper", "interval"},
                           {"standardized", "sepc", "MI"},
                           {"standardized", "standardized"},
                           {"R²", "r2"},
                           {"Explained variance (R²)", "r2"},
                           {"alpha", "alpha"},
                           {"omega", "omega"},
                           {"composite reliability", "rho_c"},
                           {"AVE", "ave"},
                           {"HTMT", "htmt"},
                           {"correlation residual", "correlation_residual"},
                           {"MI", "mi"},
                           {"expected change", "epc"},
                           {"Δχ²", "delta"},
                           {"Δdf", "delta"},
                           {"ΔCFI", "delta"},
                           {"ΔRMSEA", "delta"},
                           {"ΔSRMR", "delta"}};

/// Whether a row or column says this: "  90 % lower", "robust CFI" and "p (Bollen–Stine, 1,000 draws)" do, too.
bool says(std::string_view words, std::string_view term) {
  words.remove_prefix(std::min(words.find_first_not_of(' '), words.size()));
  for (const std::string_view kind : {"robust ", "scaled "}) {
    if (words.starts_with(kind)) words.remove_prefix(kind.size());
  }
  return term.find('(') == std::string_view::npos ? words == term : words.starts_with(term);
}

http::Value meaning_of(std::string_view words, const stats::ReportTable& table, const http::Messages& messages) {
  for (const Term& term : kTerms) {
    const bool fits = term.beside.empty() ||
                      std::find(table.columns.begin(), table.columns.end(), term.beside) != table.columns.end();
    if (fits && says(words, term.words)) return messages.text(std::string("lab_meaning_") + term.key);
  }
  return {};
}

/// The columns of a matrix are names of the data.
bool is_matrix(const stats::ReportTable& table) {
  return table.columns.front() == "construct" || !table.drawing.empty();
}

http::Value cell_value(const stats::ReportCell& cell, const std::string& column) {
  http::Value value, text;
  const bool is_number = !std::holds_alternative<std::string>(cell);
  if (const auto* words = std::get_if<std::string>(&cell)) {
    value = text = *words;
  } else if (const auto* count = std::get_if<std::size_t>(&cell)) {
    value = *count;
    text = std::to_string(*count);
  } else {
    const auto& number = std::get<stats::ReportNumber>(cell);
    if (std::isfinite(number.value)) value = number.value;
    text = stats::printed(number);
  }
  return http::Value{}
      .set("value", std::move(value))
      .set("text", std::move(text))
      .set("column", column)
      .set("number", is_number)
      .set("mark", http::Value{})
      .set("share", http::Value{});
}

http::Value table_value(const stats::ReportTable& table, const std::string& anchor, const http::Messages& messages) {
  http::List columns, rows;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool is_number = i > 0 && !table.rows.empty() && !std::holds_alternative<std::string>(table.rows.back()[i]);
    columns.push_back(
        http::Value{}
            .set("name", table.columns[i])
            .set("heading", table.columns[i])
            .set("meaning", is_matrix(table) ? http::Value{} : meaning_of(table.columns[i], table, messages))
            .set("number", is_number));
  }
  for (const auto& row : table.rows) {
    http::List cells;
    for (std::size_t i = 1; i < row.size(); ++i) cells.push_back(cell_value(row[i], table.columns[i]));
    const auto* name = std::get_if<std::string>(&row.front());
    rows.push_back(http::Value{}
                       .set("name", name ? *name : std::string())
                       .set("label", http::Value{})
                       .set("meaning", name && table.columns.front() == "measure" ? meaning_of(*name, table, messages)
                                                                                  : http::Value{})
                       .set("cells", std::move(cells)));
  }
  return http::Value{}
      .set("anchor", anchor)
      .set("caption", table.caption)
      .set("hint", meaning_of(table.caption.substr(0, table.caption.find(',')), table, messages))
      .set("note", table.note.empty() ? http::Value{} : http::Value(table.note))
      .set("matrix", table.columns.size() > 8)
      .set("map_html", table.drawing.empty() ? http::Value{} : http::Value(http::Html{table.drawing}))
      .set("columns", std::move(columns))
      .set("rows", std::move(rows));
}

/// What a table is about.
std::string_view section_of(std::string_view caption) {
  constexpr std::pair<std::string_view, std::string_view> kSections[] = {
      {"Each step", "steps"},   {"Fit of the steps", "steps"},
      {"Fit", "fit"},           {"Reliability", "validity"},
      {"HTMT", "validity"},     {"Correlations of the latent variables", "validity"},
      {"Largest", "residuals"}, {"Correlation residuals", "residuals"}};
  for (const auto& [start, section] : kSections) {
    if (caption.starts_with(start)) return section;
  }
  return "estimates";
}

}  // namespace

http::List report_sections(const std::vector<stats::ReportTable>& tables, const http::Messages& messages) {
  http::List sections, values = report_tables(tables, messages);
  for (std::size_t begin = 0, end = 0; begin < tables.size(); begin = end) {
    const std::string_view section = section_of(tables[begin].caption);
    http::List own;
    for (; end < tables.size() && section_of(tables[end].caption) == section; ++end)
      own.push_back(std::move(values[end]));
    sections.push_back(http::Value{}
                           .set("name", section)
                           .set("heading", messages.text("lab_sem_section_" + std::string(section)))
                           .set("tables", std::move(own)));
  }
  return sections;
}

http::List report_tables(const std::vector<stats::ReportTable>& tables, const http::Messages& messages) {
  http::List list;
  for (const auto& table : tables) {
    list.push_back(table_value(table, "table-" + std::to_string(list.size() + 1), messages));
  }
  return list;
}

}  // namespace rapport::research
