#pragma once

#include "demand/board/message.hpp"
#include "http/value.hpp"

namespace rapport::board {

/// A message with its answers, as everyone who may read it sees it: never an e-mail address.
http::Value message_model(const Message& message);

}  // namespace rapport::board
