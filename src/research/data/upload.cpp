#include "research/data/upload.hpp"

#include <charconv>

#include "base/utf8.hpp"
#include "research/typed_list.hpp"
#include "stats/sem/sample/moment_file.hpp"
#include "stats/table/csv.hpp"
#include "stats/table/sav.hpp"

namespace rapport::research {
namespace {

/// "-99, 9" → {"-99", "9"}
std::vector<std::string> words_in(const std::string& typed) {
  return parts_of(typed, ", ;");
}

/// "145, 156" → {145, 156}
std::vector<std::size_t> sizes_in(const std::string& typed, http::Form& form, const http::Messages& messages) {
  std::vector<std::size_t> sizes;
  for (const std::string& word : words_in(typed)) {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), size);
    if (error != std::errc{} || end != word.data() + word.size() || size == 0) {
      form.fail("sizes", messages.format("lab_data_no_size", {{.name = "text", .text = word}}));
      return {};
    }
    sizes.push_back(size);
  }
  return sizes;
}

/// What a file of SPSS says of its variables.
std::vector<AnswerVariable> variables_of(const stats::DataTable& table) {
  std::vector<AnswerVariable> variables;
  for (const auto& column : table.columns) {
    if (column.label.empty() && column.value_labels.empty()) continue;
    variables.push_back({.name = column.name,
                         .label = well_formed_utf8(column.label),
                         .kind = column.value_labels.empty() ? AnswerKind::number : AnswerKind::option});
    for (const auto& label : column.value_labels) {
      variables.back().value_labels.push_back({.value = label.value, .label = well_formed_utf8(label.label)});
    }
  }
  return variables;
}

void read_matrix(AnswerSet& set, const std::vector<std::size_t>& sizes) {
  set.about.is_matrix = true;
  const auto groups = stats::sem::moments_in(set.table, sizes);
  set.table = stats::sem::moments_table(groups);
  for (const auto& group : groups) set.about.respondents += static_cast<std::int64_t>(group.n);
}

}  // namespace

AnswerSet read_upload(http::Form& form, const http::UploadedFile* file, const http::Messages& messages) {
  AnswerSet set;
  set.about.title = form.text("title", 1, 120);
  set.about.simulated = form.checked("simulated");
  set.note = form.text("note", 0, 400);
  const bool is_matrix = form.checked("matrix");
  const auto codes = words_in(form.text("missing", 0, 100));
  const auto sizes = sizes_in(form.text("sizes", 0, 200), form, messages);
  if (!file || file->filename.empty()) {
    form.fail("data", std::string(messages.text("lab_choose_file")));
    return set;
  }
  const std::string name = well_formed_utf8(file->filename);
  try {
    const stats::CsvOptions options{.missing_codes = codes};
    set.table = stats::is_spss_name(name) ? stats::parse_sav(file->contents, name, options)
                                          : stats::parse_csv(file->contents, name, options);
    set.variables = variables_of(set.table);
    if (is_matrix) read_matrix(set, sizes);
  } catch (const stats::TableError& error) {
    form.fail("data", well_formed_utf8(error.what()));
    return set;
  }
  if (set.table.columns.size() > kMostColumns) {
    form.fail("data", messages.format("lab_too_many_columns",
                                      {{.name = "n", .number = static_cast<std::int64_t>(set.table.columns.size())},
                                       {.name = "most", .number = static_cast<std::int64_t>(kMostColumns)}}));
  }
  if (!is_matrix) set.about.respondents = static_cast<std::int64_t>(set.table.row_count);
  return set;
}

}  // namespace rapport::research
