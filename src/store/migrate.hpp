#pragma once

#include <string>
#include <vector>

#include "base/embedded.hpp"
#include "store/database.hpp"

namespace rapport::store {

/// Brings the database to the newest schema: runs each migration that it has not run yet, in the order of their
/// numbers, each in one transaction. Safe when several processes start at once: one migrates, the others wait.
/// @param files  "…/NNNN_name.sql", or NNNN_name.sqlite.sql beside NNNN_name.postgres.sql where the two must differ
/// @return  the names of those that ran now
/// @throws std::logic_error if two files share a number; std::runtime_error if the database was made by a newer program
std::vector<std::string> migrate(Database& database, const std::vector<embedded::File>& files);

}  // namespace rapport::store
