#pragma once

#include <vector>

#include "http/messages.hpp"
#include "http/value.hpp"
#include "research/sem/sem_store.hpp"

namespace rapport::research {

/// Results as sem/sem_list.html shows them.
http::Value sem_list(const std::vector<SemSummary>& results, const http::Messages& messages);

}  // namespace rapport::research
