#pragma once

#include "http/messages.hpp"
#include "http/value.hpp"
#include "stats/report/report.hpp"

namespace rapport::research {

/// The tables of a report as tables/table.html shows them, with what their figures mean (lab_meaning_KEY), and each
/// table's drawing.
http::List report_tables(const std::vector<stats::ReportTable>& tables, const http::Messages& messages);
/// The same under headings: fit, estimates, reliability and validity, what the model misses; steps of a ladder.
http::List report_sections(const std::vector<stats::ReportTable>& tables, const http::Messages& messages);

}  // namespace rapport::research
