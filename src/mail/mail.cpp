#include "mail/mail.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "mail/address.hpp"

namespace rapport::mail {
namespace {

constexpr const char* kKind = "mail.send";
constexpr int kAttempts = 100;  // the later pauses are a quarter of an hour at most: about a day

}  // namespace

void send(store::Transaction& change, IdSource& ids, const Clock& clock, CommunityId community,
          const Message& message) {
  if (!is_address(message.to.address)) throw std::invalid_argument("This is no e-mail address that we can write to.");
  const nlohmann::json payload{{"to_name", message.to.name},    {"to", message.to.address},
                               {"subject", message.subject},    {"text", message.text},
                               {"html", message.html},          {"from_name", message.from_name},
                               {"automatic", message.automatic}};
  jobs::enqueue(change, {.community = community,
                         .id = ids.next<jobs::JobId>(),
                         .kind = kKind,
                         .payload = payload.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                         .attempts_allowed = kAttempts,
                         .now_ms = clock.now_ms()});
}

jobs::Handler sending(Settings settings) {
  return {kKind, [settings = std::move(settings)](jobs::JobContext& job) {
            const auto payload = nlohmann::json::parse(job.payload());
            const Message message{.to = {payload.at("to_name"), payload.at("to")},
                                  .subject = payload.at("subject"),
                                  .text = payload.at("text"),
                                  .html = payload.at("html"),
                                  .from_name = payload.at("from_name"),
                                  .automatic = payload.at("automatic")};
            Mailbox from = settings.from;
            if (from.name.empty()) from.name = message.from_name;
            const Envelope envelope{from, to_base32(job.id()), made_at_ms(job.id().value)};
            try {
              deliver(settings, message.to.address, envelope, compose(message, envelope));
            } catch (const Refused& refused) {
              throw jobs::PermanentFailure(refused.what());
            } catch (const std::invalid_argument& wrong) {
              throw jobs::PermanentFailure(wrong.what());
            }
          }};
}

}  // namespace rapport::mail
