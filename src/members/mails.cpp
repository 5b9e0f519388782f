#include "members/mails.hpp"

#include "mail/address.hpp"
#include "mail/mail.hpp"
#include "members/attempts.hpp"

namespace rapport::members {

void send_mail(store::Transaction& change, const Site& site, const http::Request& request, std::string_view which,
               const mail::Mailbox& to, const std::string& path) {
  const std::string name = site.identity.community_name(request);
  const std::string link = path.empty() ? site.settings.origin : site.settings.origin + path;
  const std::vector<http::Messages::Argument> arguments{
      {.name = "name", .text = to.name}, {.name = "site", .text = name}, {.name = "link", .text = link}};
  const std::string key = "mail_" + std::string(which);
  mail::send(change, site.ids, site.clock, request.reader.community,
             {.to = to,
              .subject = site.messages.format(key + "_subject", arguments),
              .text = site.messages.format(key + "_text", arguments),
              .from_name = name});
}

bool may_write_to(store::Transaction& change, const Site& site, CommunityId community, const std::string& address) {
  return count_attempt(change, site, community, limits::mails_to_address, mail::folded(address)) == 0;
}

}  // namespace rapport::members
