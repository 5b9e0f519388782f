#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "jobs/runner.hpp"
#include "mail/transport.hpp"

namespace rapport::mail {

/// Queues a mail in the caller's transaction: it is sent if and only if that commits, and tried again for about a day
/// while the server cannot be reached. What the mail says is erased from the queue once it is sent.
/// @throws std::invalid_argument if the receiver's address is none
void send(store::Transaction& change, IdSource& ids, const Clock& clock, CommunityId community, const Message& message);

/// What a jobs::Runner needs to send queued mail.
jobs::Handler sending(Settings settings);

}  // namespace rapport::mail
