#include "app/commands/member_commands.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "app/community.hpp"
#include "base/errors.hpp"
#include "mail/address.hpp"
#include "members/member_store.hpp"
#include "members/password.hpp"
#include "members/token.hpp"
#include "store/migrate.hpp"
#include "store/process_number.hpp"

namespace rapport::app {
namespace {

struct MemberOptions {
  std::string database = "sqlite:rapport.sqlite";
  std::string email;
  std::string name;
  std::string role = "member";
  bool password_from_input = false;
  int limit = 50;
};

/// The database, ready: made or migrated like `rapport serve` does.
struct Opened {
  SystemClock clock;
  store::Database database;
  CommunityId community;

  explicit Opened(const std::string& address) : database(address), community(made_ready()) {}
  CommunityId made_ready() {
    store::migrate(database, embedded::migrations());
    return default_community(database, clock);
  }
};

Role read_role(const std::string& word) {
  const auto role = role_from(word);
  if (!role || *role == Role::visitor) {
    throw BadInput("\"" + word +
                   "\" is no role of a member. There are: member, organizer, service, marketing, "
                   "research-development, researcher, admin.");
  }
  return *role;
}

std::string read_password(const MemberOptions& options) {
  std::string password;
  std::getline(std::cin, password);
  switch (members::weakness_of(password, {options.name, options.email})) {
    case members::Weakness::none:
      return password;
    case members::Weakness::too_short:
      throw BadInput(fmt::format("The password is too short: use at least {} characters.", members::kShortestPassword));
    case members::Weakness::too_long:
      throw BadInput(fmt::format("The password is too long: use at most {} characters.", members::kLongestPassword));
    default:
      throw BadInput("The password is one of the first that somebody else would try. Choose another.");
  }
}

void add(const MemberOptions& options) {
  if (!mail::is_address(options.email)) throw BadInput("\"" + options.email + "\" is no e-mail address.");
  const Role role = read_role(options.role);
  const std::string password =
      options.password_from_input ? read_password(options) : members::random_token().substr(0, 20);
  Opened opened{options.database};
  const store::ProcessNumber process{opened.database, opened.clock};
  IdSource ids{opened.clock, process.value()};
  members::Passwords passwords;
  const members::NewMember member{.community = opened.community,
                                  .id = ids.next<MemberId>(),
                                  .name = options.name,
                                  .email = options.email,
                                  .password_hash = passwords.hash(password),
                                  .role = role,
                                  .now_ms = opened.clock.now_ms()};
  try {
    store::Transaction change{opened.database};
    members::insert_member(change, member);
    change.commit();
  } catch (const store::Conflict&) {
    throw BadInput("This address has an account already. To change its role: rapport member role.");
  }
  std::cout << "Added " << options.name << " <" << options.email << "> as " << options.role << ".\n";
  if (!options.password_from_input) std::cout << "The password is " << password << "\n";
}

void list(const MemberOptions& options) {
  Opened opened{options.database};
  for (const auto& member : members::list_members(*opened.database.session(), opened.community, options.limit)) {
    std::cout << fmt::format("{:<20} {} <{}>\n", to_string(member.role), member.name, member.email);
  }
}

void change_role(const MemberOptions& options) {
  const Role role = read_role(options.role);
  Opened opened{options.database};
  store::Transaction change{opened.database};
  const auto member = members::find_member_by_email(change, opened.community, options.email);
  if (!member) throw BadInput("No member has the address \"" + options.email + "\".");
  members::set_role(change, opened.community, member->id, role, std::nullopt, opened.clock.now_ms());
  change.commit();
  std::cout << member->name << " is now " << options.role << ", was " << to_string(member->role) << ".\n";
}

void run(int& exit_status, void (*work)(const MemberOptions&), const MemberOptions& options) {
  try {
    work(options);
  } catch (const BadInput& error) {
    std::cerr << "rapport: " << error.what() << "\n";
    exit_status = 2;
  } catch (const Unavailable& error) {
    std::cerr << "rapport: " << error.what() << "\n";
    exit_status = 1;
  }
}

CLI::App* add_command(CLI::App& parent, const char* name, const char* what, std::shared_ptr<MemberOptions> options,
                      void (*work)(const MemberOptions&), int& exit_status) {
  auto* command = parent.add_subcommand(name, what);
  command->add_option("--database", options->database, "sqlite:PATH or postgresql://USER@HOST/DATABASE")
      ->envname("RAPPORT_DATABASE")
      ->capture_default_str();
  command->callback([options, work, &exit_status] { run(exit_status, work, *options); });
  return command;
}

}  // namespace

void add_member_commands(CLI::App& app, int& exit_status) {
  auto* parent = app.add_subcommand("member", "Members and their roles");
  parent->require_subcommand(1);

  auto adding = std::make_shared<MemberOptions>();
  auto* add_one = add_command(*parent, "add", "Make an account", adding, add, exit_status);
  add_one->add_option("--email", adding->email, "Address to sign in with")->required();
  add_one->add_option("--name", adding->name, "As others will see it")->required();
  add_one
      ->add_option("--role", adding->role,
                   "member, organizer, service, marketing, research-development, researcher, admin")
      ->capture_default_str();
  add_one->add_flag("--password-stdin", adding->password_from_input,
                    "Read the password from the first line of the input; otherwise one is made and printed");

  auto listing = std::make_shared<MemberOptions>();
  add_command(*parent, "list", "Show members, those with a special role first", listing, list, exit_status)
      ->add_option("--limit", listing->limit, "How many at most")
      ->capture_default_str();

  auto changing = std::make_shared<MemberOptions>();
  auto* change_one = add_command(*parent, "role", "Give a member another role", changing, change_role, exit_status);
  change_one->add_option("--email", changing->email, "Whose")->required();
  change_one->add_option("--role", changing->role, "The new role")->required();
}

}  // namespace rapport::app
