#include "research/data/upload.hpp"

#include "base/utf8.hpp"
#include "stats/table/csv.hpp"

namespace rapport::research {
namespace {

/// "-99, 9" → {"-99", "9"}
std::vector<std::string> missing_codes(const std::string& typed) {
  std::vector<std::string> codes;
  std::string code;
  for (const char c : typed + ",") {
    if (c == ',' || c == ' ' || c == ';') {
      if (!code.empty()) codes.push_back(code);
      code.clear();
    } else {
      code += c;
    }
  }
  return codes;
}

}  // namespace

AnswerSet read_upload(http::Form& form, const http::UploadedFile* file, const http::Messages& messages) {
  AnswerSet set;
  set.about.title = form.text("title", 1, 120);
  set.about.simulated = form.checked("simulated");
  set.note = form.text("note", 0, 400);
  const auto codes = missing_codes(form.text("missing", 0, 100));
  if (!file || file->filename.empty()) {
    form.fail("data", std::string(messages.text("lab_choose_file")));
    return set;
  }
  try {
    set.table = stats::parse_csv(file->contents, well_formed_utf8(file->filename), {.missing_codes = codes});
  } catch (const stats::TableError& error) {
    form.fail("data", well_formed_utf8(error.what()));
    return set;
  }
  if (set.table.columns.size() > kMostColumns) {
    form.fail("data", messages.format("lab_too_many_columns",
                                      {{.name = "n", .number = static_cast<std::int64_t>(set.table.columns.size())},
                                       {.name = "most", .number = static_cast<std::int64_t>(kMostColumns)}}));
  }
  set.about.respondents = static_cast<std::int64_t>(set.table.row_count);
  return set;
}

}  // namespace rapport::research
