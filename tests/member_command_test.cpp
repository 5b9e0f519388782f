#include <doctest/doctest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

#include "support/database.hpp"

using namespace rapport;

namespace {

struct Result {
  int status;
  std::string output;  // both streams
};

/// Runs the real program.
Result rapport_program(const std::string& arguments, const std::string& input = "") {
  const std::string command = "printf '%s\\n' '" + input + "' | " RAPPORT_PROGRAM " " + arguments + " 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe);
  Result result;
  std::array<char, 4096> buffer;
  while (const auto count = fread(buffer.data(), 1, buffer.size(), pipe)) result.output.append(buffer.data(), count);
  result.status = WEXITSTATUS(pclose(pipe));
  return result;
}

bool contains(const Result& result, const std::string& text) {
  return result.output.find(text) != std::string::npos;
}

struct Command {
  test::FreshDatabase database;
  Result run(const std::string& arguments, const std::string& input = "") {
    return rapport_program("member " + arguments + " --database '" + database.address() + "'", input);
  }
};

}  // namespace

TEST_CASE("an administrator can be made, listed and given another role from the command line") {
  Command member;
  const auto added = member.run("add --role admin --email ada@example.org --name 'Ada Kern' --password-stdin",
                                "winter tyres in the shed");
  CHECK(added.status == 0);
  CHECK(contains(added, "Added Ada Kern <ada@example.org> as admin."));
  CHECK_FALSE(contains(added, "winter tyres"));
  CHECK(contains(member.run("list"), "admin                Ada Kern <ada@example.org>"));
  CHECK(contains(member.run("role --email ADA@example.org --role researcher"), "is now researcher, was admin"));
  CHECK(contains(member.run("list"), "researcher           Ada Kern"));
}

TEST_CASE("without a password on the input one is made and shown once") {
  Command member;
  CHECK(contains(member.run("add --email ada@example.org --name Ada"), "The password is "));
}

TEST_CASE("what cannot be done says why and exits with 2") {
  Command member;
  member.run("add --email ada@example.org --name Ada");
  CHECK(member.run("add --email ada@example.org --name Ada").status == 2);
  CHECK(member.run("add --email nonsense --name Ada").status == 2);
  CHECK(member.run("add --email bob@example.org --name Bob --role king").status == 2);
  CHECK(member.run("add --email bob@example.org --name Bob --password-stdin", "password99").status == 2);
  CHECK(member.run("role --email nobody@example.org --role admin").status == 2);
  CHECK(member.run("add").status == 2);
}
