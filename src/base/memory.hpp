#pragma once

namespace rapport {

/// For a process that computes and ends: memory that was freed is used again instead of going back to the system, page by
/// page, between any two large matrices. A server, which lives long and rests, does not want this.
void keep_freed_memory();

}  // namespace rapport
