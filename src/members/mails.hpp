#pragma once

#include <string>

#include "http/request.hpp"
#include "mail/message.hpp"
#include "members/site.hpp"

namespace rapport::members {

/// Queues one of our mails, whose words are the messages "mail_NAME_subject" and "mail_NAME_text" with the arguments
/// name, site and link.
/// @param path  of the link, appended to the site's address; empty: no link
void send_mail(store::Transaction& change, const Site& site, const http::Request& request, std::string_view which,
               const mail::Mailbox& to, const std::string& path);

/// Whether somebody who need not be its owner may make us write to this address once more: a few times an hour. Ask
/// before a link is made, because a new link ends the one that was sent; who asks too often is not told.
bool may_write_to(store::Transaction& change, const Site& site, CommunityId community, const std::string& address);

}  // namespace rapport::members
