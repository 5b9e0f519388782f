#pragma once

#include "http/form.hpp"
#include "members/site.hpp"

namespace rapport::members {

/// The forms of the page /profile. One that came back with mistakes is shown as it was typed, the others as they are.
enum class ProfileForm { none, about, address, secret };

http::Response profile_edit_page(const Site& site, const http::Request& request, ProfileForm which,
                                 const http::Form& form, int status);

}  // namespace rapport::members
