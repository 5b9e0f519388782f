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

/// The same unless this address got too many of our mails lately: then nothing is sent and nobody is told.
void send_mail_sparingly(store::Transaction& change, const Site& site, const http::Request& request,
                         std::string_view which, const mail::Mailbox& to, const std::string& path);

}  // namespace rapport::members
