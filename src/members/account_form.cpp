#include "members/account_form.hpp"

#include "mail/address.hpp"

namespace rapport::members {
namespace {

std::string_view word_for(Weakness weakness) {
  switch (weakness) {
    case Weakness::too_short:
      return "password_too_short";
    case Weakness::too_long:
      return "password_too_long";
    case Weakness::common:
      return "password_common";
    case Weakness::repetitive:
      return "password_repetitive";
    case Weakness::personal:
      return "password_personal";
    case Weakness::none:
      break;
  }
  return "";
}

}  // namespace

std::string name_field(http::Form& form, const Site& site) {
  const std::string name = form.text("name", 1, 60);
  if (name.find('\n') != std::string::npos) form.fail("name", std::string(site.messages.text("member_name_one_line")));
  return name;
}

std::string email_field(http::Form& form, const Site& site) {
  const std::string email = form.text("email", 1, 254);
  if (!email.empty() && !mail::is_address(email))
    form.fail("email", std::string(site.messages.text("member_email_malformed")));
  return email;
}

std::string new_password_field(http::Form& form, const http::Request& request, const Site& site,
                               const std::vector<std::string>& personal) {
  const std::string password = raw_field(request, "password");
  const Weakness weakness = weakness_of(password, personal);
  if (password.empty()) {
    form.fail("password", std::string(site.messages.text("form_required")));
  } else if (weakness != Weakness::none) {
    form.fail("password", std::string(site.messages.text(word_for(weakness))));
  }
  return password;
}

std::string raw_field(const http::Request& request, std::string_view name) {
  const std::string* value = http::find(request.form, name);
  return value ? *value : "";
}

}  // namespace rapport::members
