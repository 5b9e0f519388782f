#pragma once

#include "stats/sem/sample/sample_of.hpp"
#include "stats/sem/sample/streamed/row_stream.hpp"

namespace rapport::stats::sem {

/// True if means and covariances are all that the settings need of the data: one group of continuous variables,
/// listwise deletion, no weights or robust corrections from the fourth moments. Scores of respondents
/// (robust.huber.white) are had from a second pass.
bool can_stream(const SampleRequest& request, const Settings& settings);

/// The sample that sample_of would have made of the file, without its rows (has_rows is false): one pass.
/// The moments of blocks are put together in the order of the file, so that they are the same for any number of
/// threads.
/// @throws as sample_of and RowStream
/// Source: Chan, Golub & LeVeque (1983), The American Statistician 37, 242-247.
Sample sample_of(RowStream& stream, const SampleRequest& request, const Settings& settings);

}  // namespace rapport::stats::sem
