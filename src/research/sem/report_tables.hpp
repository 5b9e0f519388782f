#pragma once

#include "http/value.hpp"
#include "stats/report/report.hpp"

namespace rapport::research {

/// The tables of a report as sem/tables.html shows them: what tables/table.html wants, with each table's drawing.
http::List report_tables(const std::vector<stats::ReportTable>& tables);

}  // namespace rapport::research
