#pragma once

namespace rapport::worker {

/// From here on this process can compute, read what is open and write to what is open, and little else: bounded memory
/// and time, no new files, no network, no other programs. @return false if the system does not allow that
bool contain();

}  // namespace rapport::worker
