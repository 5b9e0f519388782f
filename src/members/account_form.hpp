#pragma once

#include <string>
#include <vector>

#include "http/form.hpp"
#include "members/site.hpp"

namespace rapport::members {

/// The fields that several of our forms share, checked alike.

/// A display name of 1 to 60 characters without line breaks.
std::string name_field(http::Form& form, const Site& site);
/// An e-mail address under "email".
std::string email_field(http::Form& form, const Site& site);
/// A new password under "password", as typed: its spaces count. @param personal  what others know of this person
std::string new_password_field(http::Form& form, const http::Request& request, const Site& site,
                               const std::vector<std::string>& personal);
/// A field as typed, or "".
std::string raw_field(const http::Request& request, std::string_view name);

}  // namespace rapport::members
